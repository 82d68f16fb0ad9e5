import { finished, PassThrough, type Readable, type Writable } from 'node:stream';
import { formatManifest, type Manifest } from '../manifest.js';
import { MANIFEST_PATH } from '../paths.js';
import { newestHead } from './checkpoints.js';
import { bundleEntries } from './entries.js';
import { file, type Making } from './making.js';
import type { BundleRequest } from './request.js';
import type { BundleSources } from './sources.js';
import { surveyLog } from './survey.js';
import { writeZip } from './zip.js';

/** A bundle that can be written: the log was read once, its root is the checkpoint's, and what was asked for is there. */
export interface ReadyBundle {
  /** The name that its file goes by. */
  readonly fileName: string;
  readonly size: bigint;
  /** Writes it, and says what it holds. Once. Where the receiver goes away or something fails, the receiver is destroyed. */
  writeTo(receiver: Writable): Promise<WrittenBundle>;
}

export interface WrittenBundle {
  readonly manifest: Manifest;
  /** Paths of files that the ledger names and that nobody has any more. */
  readonly missing: readonly string[];
}

/**
 * Makes a bundle ready: everything that can refuse does so here, before the first byte.
 * @throws `bundle.nothingSigned`, `bundle.yearUnknown`, `bundle.notPublished`, `bundle.rootDiffers`, `bundle.logShorter`
 */
export async function prepareBundle(sources: BundleSources, request: BundleRequest): Promise<ReadyBundle> {
  const head = await newestHead(sources);
  const survey = await surveyLog(sources, head.checkpoint, request);
  // Whoever has no proofs to give says so now: once bytes have gone out, nothing can be refused any more.
  await sources.inclusionProof(0n, head.checkpoint.size);
  const { kind, years } = request;
  const { origin, size, root } = head.checkpoint;
  const missing: string[] = [];
  const making: Making = { sources, request, head, survey, missing: (path) => missing.push(path) };
  const of = years === 'all' ? 'all' : years.join('-');
  return {
    fileName: `parkledger-${of}-${kind}-${size}.zip`,
    size,
    async writeTo(receiver) {
      const describe = (files: Manifest['files']): Manifest => ({
        ...{ kind, years, ledgerId: survey.ledgerId, origin, size },
        root: Buffer.from(root).toString('base64'),
        files: [...files].sort((a, b) => (a.path < b.path ? -1 : 1)),
      });
      const files = await writeZip(bundleEntries(making), (written) => file(MANIFEST_PATH, formatManifest(describe(written))), receiver);
      return { manifest: describe(files), missing };
    },
  };
}

/** The bundle as a stream of bytes. */
export function streamOf(bundle: ReadyBundle): Readable {
  const stream = new PassThrough();
  // What fails is told by the stream itself.
  bundle.writeTo(stream).catch((error: Error) => stream.destroy(error));
  finished(stream, () => undefined);
  return stream;
}
