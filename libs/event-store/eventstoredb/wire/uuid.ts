import { Fields, NOTHING, type Span } from './fields.js';

/** Fields of `UUID`. */
const [UUID_STRUCTURED, UUID_STRING] = [1, 2];

/** An id as text. As two numbers it comes only to who asks for them. */
export function idIn(bytes: Buffer, message: Span): Span {
  let id = NOTHING;
  for (const fields = new Fields(bytes, message); fields.next();) {
    if (fields.field === UUID_STRING) id = fields.span();
    else if (fields.field === UUID_STRUCTURED) id = (fields.skip(), NOTHING);
    else fields.skip();
  }
  return id;
}
