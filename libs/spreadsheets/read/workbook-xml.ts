/** The few places of an .xlsx that must be known before it is parsed: which part is which sheet. Namespace prefixes may stand anywhere. */

/** The paths of the sheets' parts with the names of the sheets, in the order of the workbook. */
export function sheetParts(workbook: string, relationships: string, folder: string): ReadonlyMap<string, string> {
  const targets = new Map(
    tags(relationships, 'Relationship').map((tag) => [attribute(tag, 'Id') ?? '', pathOf(attribute(tag, 'Target') ?? '', folder)] as const),
  );
  return new Map(
    tags(workbook, 'sheet').map((tag) => {
      const name = unescaped(attribute(tag, 'name') ?? '');
      return [targets.get(attribute(tag, 'id') ?? '') ?? name, name] as const;
    }),
  );
}

/** Targets of relationships that lead out of the file. A link that a reader may click leads out too, but nothing is fetched by it. */
export function outsideTargets(relationships: string): readonly string[] {
  return tags(relationships, 'Relationship')
    .filter((tag) => attribute(tag, 'TargetMode')?.toLowerCase() === 'external' && !/\/hyperlink$/.test(attribute(tag, 'Type') ?? ''))
    .map((tag) => unescaped(attribute(tag, 'Target') ?? ''));
}

/** Types of the parts that are named one by one in [Content_Types].xml. */
export function contentTypes(xml: string): readonly { readonly path: string; readonly type: string }[] {
  return tags(xml, 'Override').map((tag) => ({
    path: (attribute(tag, 'PartName') ?? '').replace(/^\//, ''),
    type: attribute(tag, 'ContentType') ?? '',
  }));
}

function tags(xml: string, name: string): string[] {
  return xml.match(new RegExp(`<(?:\\w+:)?${name}\\s[^<>]*>`, 'g')) ?? [];
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return found?.[1] ?? found?.[2];
}

function pathOf(target: string, folder: string): string {
  return target.startsWith('/') ? target.slice(1) : `${folder}${target}`;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w+));/g, (whole, decimal?: string, hex?: string, entity?: string) => {
    if (entity !== undefined) return entities[entity] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
