import { transparencyErrors } from '../errors.js';

/** What a file or an answer brings: text, or its bytes in UTF-8. */
export type TextInput = string | Uint8Array;

// The byte order mark is a character like any other: leaving it out would let two different files be read as one.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The text of a note (C2SP signed-note): well-formed UTF-8 without control characters other than LF.
 * @throws `transparency.tooLarge`, `transparency.notText`
 */
export function plainText(input: TextInput, maxBytes: number): string {
  const bytes = typeof input === 'string' ? Buffer.byteLength(input) : input.byteLength;
  if (bytes > maxBytes) throw transparencyErrors.error('transparency.tooLarge', { maxBytes });
  const text = typeof input === 'string' ? input : decode(input);
  if (text === undefined || !text.isWellFormed() || hasControlCharacter(text)) throw transparencyErrors.error('transparency.notText');
  return text;
}

/** Whether a text has a character below U+0020 other than LF. */
export function hasControlCharacter(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 && unit !== 0x0a) return true;
  }
  return false;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
