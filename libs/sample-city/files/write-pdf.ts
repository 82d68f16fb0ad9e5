/** A line of a page, set below the one before. */
export interface PdfLine {
  readonly text: string;
  /** Points. */
  readonly size: number;
  readonly centred?: boolean;
}

const A4 = { width: 595, height: 842 };
const MARGIN = 72;
/** Distance from one line to the next, in sizes of the letter. */
const LEADING = 1.8;

/**
 * One A4 page of Chinese text: the same lines give the same bytes. No font is embedded: a viewer has the song type and the table from Unicode to it that PDF
 * 1.4 names for simplified Chinese (STSong-Light, UniGB-UCS2-H), so that a signed page takes a kilobyte and not twenty.
 */
export function writePdf(title: string, lines: readonly PdfLine[]): Buffer {
  const content = contentOf(lines);
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${A4.width} ${A4.height}]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>`,
    `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>',
    // Latin letters (glyphs 1 to 95 of Adobe-GB1) are half as wide as Chinese ones.
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 7 0 R/W[1 95 500]>>',
    '<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>',
    `<</Title${stringOf(`\uFEFF${title}`)}>>`,
  ];
  return Buffer.from(bodyOf(objects), 'latin1');
}

/** The objects with the table of where each begins: Info is the last of them. */
function bodyOf(objects: readonly string[]): string {
  let body = '%PDF-1.4\n%\xE2\xE3\xCF\xD3\n';
  const places = objects.map((object, i) => {
    const place = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  const trailer = `<</Size ${count}/Root 1 0 R/Info ${objects.length} 0 R>>`;
  return `${body}xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n${trailer}\nstartxref\n${body.length}\n%%EOF\n`;
}

function contentOf(lines: readonly PdfLine[]): string {
  let y = A4.height - MARGIN;
  const shown = lines.map(({ text, size, centred }) => {
    y -= size * LEADING;
    const x = centred ? (A4.width - widthOf(text) * size) / 2 : MARGIN;
    return text === '' ? '' : `/F ${size} Tf 1 0 0 1 ${x.toFixed(0)} ${y.toFixed(0)} Tm ${stringOf(text)} Tj\n`;
  });
  return `BT\n${shown.join('')}ET`;
}

/** A string in UTF-16, most significant byte first, a letter for each byte; what would end it or be read as a line's end is escaped. */
function stringOf(text: string): string {
  const bytes = Buffer.from(text, 'utf16le').swap16().toString('latin1');
  return `(${bytes
    .replace(/[()\\]/g, '\\$&')
    .replaceAll('\r', '\\r')
    .replaceAll('\n', '\\n')})`;
}

/** In Chinese letters. */
function widthOf(text: string): number {
  return [...text].reduce((width, letter) => width + (letter < '\u0080' ? 0.5 : 1), 0);
}

/** A paragraph in lines that a page is wide enough for, its first line set in by two letters. */
export function paragraph(text: string, size: number): readonly PdfLine[] {
  const room = Math.floor((A4.width - 2 * MARGIN) / size);
  const lines: string[] = [];
  let line = '　　';
  for (const letter of text) {
    if (widthOf(line + letter) > room) {
      lines.push(line);
      line = '';
    }
    line += letter;
  }
  return [...lines, line].map((part) => ({ text: part, size }));
}
