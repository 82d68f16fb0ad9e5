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

const tables: readonly string[] = [mediaTypes.csv, mediaTypes.xlsx, mediaTypes.xls];

/** Whether rows of such a file can be referred to. */
export function isTableType(mediaType: string): boolean {
  return tables.includes(mediaType);
}
