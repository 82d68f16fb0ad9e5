/** What a bundle may ask of the machine that reads it. Far above what a city's ledger of decades needs, far below what would fill a disk or a memory. */
export const zipLimits = {
  /** Entries of the archive. */
  entries: 500_000,
  /** Bytes of one entry, unpacked. */
  entryBytes: 2 * 1024 ** 3,
  /** Bytes of all entries, unpacked. */
  totalBytes: 64 * 1024 ** 3,
  /** How much larger than packed an entry may be, beyond `freeBytes`: events as text shrink about tenfold, a bomb a thousandfold. */
  ratio: 200,
  freeBytes: 16 * 1024 ** 2,
  /** Bytes of a file that is read into memory whole. */
  wholeBytes: 128 * 1024 ** 2,
} as const;

export type ZipLimits = { readonly [K in keyof typeof zipLimits]: number };
