import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { isMissing } from '#libs/files';
import { backupErrors as errors } from './errors.js';
import { backupsIn, isUnfinished } from './shelf.js';

export const MANIFEST = 'manifest.json';
export const FORMAT = 'parkledger-backup@1';

const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
/** A size of the log: 64 bits unsigned, never a JSON number. */
const Size = Type.String({ pattern: '^(0|[1-9]\\d{0,19})$' });
/** A root in Base64, as in a checkpoint. */
const Root = Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' });
const KeyId = Type.String({ pattern: '^[0-9a-f]{16}$' });
/** Within the back-up, parted by `/`; nothing leads out of it. */
const FilePath = Type.String({ pattern: '^(?!.*(^|/)\\.{1,2}(/|$))[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$' });
const closed = { additionalProperties: false } as const;

/** What a back-up says of itself. Written last: a folder without it is none. */
export const Manifest = Type.Object(
  {
    format: Type.Literal(FORMAT),
    /** When the copying began. */
    madeAt: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' }),
    ledgerId: Type.String(),
    jurisdiction: Type.String(),
    sample: Type.Boolean(),
    /** The keys that are needed to write on; they are kept elsewhere. */
    keyIds: Type.Object({ input: KeyId, salt: KeyId }, closed),
    /** The log's name at this size. */
    origin: Type.String(),
    size: Size,
    root: Root,
    /** The newest signed head in it, which may be behind its size. */
    checkpoint: Type.Union([Type.Object({ origin: Type.String(), size: Size, root: Root }, closed), Type.Null()]),
    /** Evidence that the log refers to and that the source did not have, or had in other bytes. */
    lacking: Type.Array(Type.Object({ hash: Sha256, reason: Type.Union([Type.Literal('missing'), Type.Literal('damaged')]) }, closed)),
    files: Type.Array(Type.Object({ path: FilePath, bytes: Type.Integer({ minimum: 0 }), sha256: Sha256 }, closed)),
  },
  closed,
);
export type Manifest = Static<typeof Manifest>;

/** Reads the manifest of a finished back-up. @throws `backup.notABackup`, `backup.unfinished`, `backup.manifestMalformed` */
export async function readManifest(folder: string): Promise<Manifest> {
  if (isUnfinished(folder)) throw errors.error('backup.unfinished', { folder });
  const file = path.join(folder, MANIFEST);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (text === undefined) {
    const backups = await backupsIn(folder);
    throw errors.error('backup.notABackup', { folder, backups: backups.length === 0 ? '无' : backups.join('、') });
  }
  const manifest = parsed(text);
  if (!Value.Check(Manifest, manifest)) throw errors.error('backup.manifestMalformed', { path: file });
  return manifest;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
