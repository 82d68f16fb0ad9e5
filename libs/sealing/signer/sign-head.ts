import { ed25519Signer, formatNote, type LogTree, parseNote, signatureOf, signCheckpoint, type SigningKey } from '#libs/transparency';
import { type SignedHead, signedHead } from '../heads/read-checkpoints.js';

/** Signs the head of a tree with every key, under a name. `previous` is the largest head that was signed under it. @throws what signCheckpoint throws */
export function signHead(
  tree: LogTree,
  { origin, size }: { readonly origin: string; readonly size: bigint },
  previous: SignedHead | undefined,
  [first, ...others]: readonly SigningKey[],
): SignedHead {
  if (first === undefined) throw new TypeError('nobody signs');
  const note = signCheckpoint(previous?.checkpoint, { origin, size, root: tree.root(size) }, tree, ed25519Signer(origin, first));
  if (others.length === 0) return signedHead(note);
  const { text, signatures } = parseNote(note);
  const more = others.map((key) => signatureOf(text, ed25519Signer(origin, key)));
  return signedHead(formatNote({ text, signatures: [...signatures, ...more] }));
}
