import JSZip from 'jszip';

/** The earliest day that a zip can name. */
const FIRST_DAY = new Date(Date.UTC(1980, 0, 1));

/**
 * The same files in a zip that says nothing of when and where it was made. It is packed in JavaScript: zlib packs differently from one processor to the next, and the same book shall be the
 * same bytes everywhere.
 */
export async function repacked(zip: Uint8Array): Promise<Buffer> {
  const { files } = await JSZip.loadAsync(zip);
  const out = new JSZip();
  for (const { name, dir, async: read } of Object.values(files)) {
    if (dir) continue;
    out.file(name, await read.call(files[name], 'nodebuffer'), { date: FIRST_DAY, createFolders: false });
  }
  return out.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE', compressionOptions: { level: 6 }, platform: 'DOS' });
}
