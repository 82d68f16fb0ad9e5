import { auditorErrors as errors } from '../errors.js';
import { zipLimits } from './limits.js';

const LF = 0x0a;

/**
 * The lines of a file of the archive, each ended by LF, in bounded memory whatever the file holds.
 * @throws `auditor.lineTooLong`, `auditor.lineNotText`, `auditor.lineUnfinished`
 */
export async function* linesOf(path: string, pieces: AsyncIterable<Buffer>, lineBytes: number = zipLimits.lineBytes): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  const text = (bytes: Buffer): string => {
    try {
      return decoder.decode(bytes);
    } catch {
      throw errors.error('auditor.lineNotText', { path, line });
    }
  };
  for await (const piece of pieces) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let start = 0;
    for (let end = bytes.indexOf(LF, rest.length); end >= 0; end = bytes.indexOf(LF, start)) {
      if (end - start > lineBytes) throw errors.error('auditor.lineTooLong', { path, line, limit: lineBytes });
      yield text(bytes.subarray(start, end));
      line++;
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > lineBytes) throw errors.error('auditor.lineTooLong', { path, line, limit: lineBytes });
  }
  if (rest.length > 0) throw errors.error('auditor.lineUnfinished', { path });
}
