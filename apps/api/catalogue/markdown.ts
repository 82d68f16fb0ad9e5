/** A table of cells; a `|` within a cell is text. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** A piece of code in running text; a backtick within it asks for longer fences. */
export function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** The form of every generated page: says what it is made from, so that nobody edits it by hand. */
export function page(title: string, about: string, sections: readonly string[]): string {
  return (
    [`# ${title}`, `<!-- Written by \`npm run catalogue\` from the code: don't edit by hand. -->`, about, ...sections].join('\n\n') + '\n'
  );
}
