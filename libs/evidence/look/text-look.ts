import { TextDecoder } from 'node:util';

/** Whether what goes by in pieces is text in UTF-8 or GB18030 (GBK is a part of it): no control characters but tab and line ends. */
export class TextLook {
  #readings: TextDecoder[] = ['utf-8', 'gb18030'].map((encoding) => new TextDecoder(encoding, { fatal: true }));

  update(chunk: Uint8Array): void {
    if (this.#readings.length === 0) return;
    if (chunk.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) this.#readings = [];
    this.#readings = this.#readings.filter((decoder) => decodes(decoder, chunk));
  }

  end(): boolean {
    return this.#readings.some((decoder) => decodes(decoder));
  }
}

function decodes(decoder: TextDecoder, chunk?: Uint8Array): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}
