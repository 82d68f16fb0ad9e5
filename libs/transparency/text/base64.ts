/** Bytes as standard Base64 with padding (RFC 4648 §4). */
export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** Bytes of standard Base64; nothing where the text is not the one encoding of its bytes (other alphabet, no padding, spaces, stray bits). */
export function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
