/** The types of files that the store takes in from people, by their content. */
export const mediaTypes = {
  pdf: 'application/pdf',
  ofd: 'application/ofd',
  jpg: 'image/jpeg',
  png: 'image/png',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xls: 'application/vnd.ms-excel',
  csv: 'text/csv',
  zip: 'application/zip',
} as const;

export type FileFormat = keyof typeof mediaTypes;

/** What people read of a format. */
export const formatNames: Readonly<Record<FileFormat, string>> = {
  pdf: 'PDF 文件',
  ofd: 'OFD 版式文件',
  jpg: 'JPEG 图片',
  png: 'PNG 图片',
  xlsx: '新版工作簿（.xlsx）',
  xls: '旧版工作簿（.xls）',
  csv: '文本',
  zip: '压缩包',
};

const extensions: Readonly<Record<string, FileFormat>> = {
  ...(Object.fromEntries(Object.keys(mediaTypes).map((format) => [format, format])) as Record<FileFormat, FileFormat>),
  jpeg: 'jpg',
};

/** The format that a file's name says it has; undefined where none of those that are taken. */
export function formatOfName(name: string): FileFormat | undefined {
  const extension = extensionOf(name);
  return Object.hasOwn(extensions, extension) ? extensions[extension] : undefined;
}

/** What stands behind the last dot of a name, in small letters. */
export function extensionOf(name: string): string {
  return /\.([^.]+)$/.exec(name.trim())?.[1]?.toLowerCase() ?? '';
}

const tables = new Map<string, FileFormat>((['csv', 'xlsx', 'xls'] as const).map((format) => [mediaTypes[format], format]));

/** The format of a table by its type; undefined where rows of such a file can't be referred to. */
export function tableFormat(mediaType: string): FileFormat | undefined {
  return tables.get(mediaType);
}
