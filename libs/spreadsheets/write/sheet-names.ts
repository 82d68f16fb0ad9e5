const LONGEST = 31;

/** Names that a spreadsheet program takes: no forbidden characters, not too long, no two alike but for case. */
export class SheetNames {
  readonly #taken = new Set<string>();

  next(wanted: string): string {
    const plain =
      wanted
        .replace(/[*?:/\\[\]]/g, '_')
        .replace(/^'+|'+$/g, '')
        .slice(0, LONGEST)
        .trim() || '表';
    let name = plain.toLowerCase() === 'history' ? `${plain}_` : plain;
    for (let n = 2; this.#taken.has(name.toLowerCase()); n++) name = `${plain.slice(0, LONGEST - String(n).length - 1)}_${n}`;
    this.#taken.add(name.toLowerCase());
    return name;
  }
}
