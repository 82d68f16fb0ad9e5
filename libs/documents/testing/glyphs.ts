import { readFileSync } from 'node:fs';

/** The characters that a TrueType font has glyphs for, by its table of the whole of Unicode (OpenType «cmap», format 12: groups of start, end, glyph). */
export function charactersOf(file: string): (character: string) => boolean {
  const font = readFileSync(file);
  const cmap = tableAt(font, 'cmap');
  const groups: [number, number][] = [];
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const table = cmap + font.readUInt32BE(cmap + 8 + 8 * i);
    if (font.readUInt16BE(table) !== 12) continue;
    for (let g = 0; g < font.readUInt32BE(table + 12); g++) {
      groups.push([font.readUInt32BE(table + 16 + 12 * g), font.readUInt32BE(table + 20 + 12 * g)]);
    }
  }
  return (character) => {
    const code = character.codePointAt(0) ?? 0;
    return groups.some(([from, to]) => from <= code && code <= to);
  };
}

function tableAt(font: Buffer, tag: string): number {
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const entry = 12 + 16 * i;
    if (font.toString('latin1', entry, entry + 4) === tag) return font.readUInt32BE(entry + 8);
  }
  throw new Error(`the font has no table ${tag}`);
}
