import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import {
  checkKeyName,
  ed25519Signer,
  formatNote,
  formatVerifierKey,
  keyIdText,
  MAX_NOTE_BYTES,
  parseNote,
  parseVerifierKey,
  signatureOf,
  SigningKey,
  signNote,
  verifierOf,
  verifyNote,
} from '../index.js';
import { flipped, keyOf, refusal, signerOf } from '../testing/index.js';

// The example of C2SP signed-note.
const exampleKey = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const exampleNote = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;

const text = '六安市\n2023\n';
const log = signerOf('park.example/log');
const other = signerOf('park.example/other');

describe('the example of the specification', () => {
  const key = parseVerifierKey(exampleKey);

  it('verifies', () => {
    const note = verifyNote(exampleNote, [key]);
    expect([note.text, note.verified.map(({ verifier }) => verifier.name)]).toEqual(['This is an example message.\n', ['example.com/foo']]);
    expect(verifyNote(Buffer.from(exampleNote), [key])).toEqual(note);
  });

  it('has the key id that the key’s name and bytes make, and is written as it was read', () => {
    expect(keyIdText(key.keyId)).toBe('530d903a');
    expect(formatVerifierKey(key)).toBe(exampleKey);
    expect(formatNote(parseNote(exampleNote))).toBe(exampleNote);
  });

  it.each([
    ['a letter of the text', exampleNote.replace('example message', 'example massage')],
    ['one more line', exampleNote.replace('message.\n', 'message.\nAnd more.\n')],
    ['a bit of the signature', exampleNote.replace('Uw2QOkn8', 'Uw2QOkn9')],
  ])('does not verify with %s changed', (_what, changed) => {
    expect(() => verifyNote(changed, [key])).toThrow(refusal('transparency.signatureWrong'));
  });

  it('says nothing to who trusts another key', () => {
    expect(() => verifyNote(exampleNote, [log.verifier])).toThrow(refusal('transparency.noteUnsigned'));
    expect(() => verifyNote(exampleNote, [])).toThrow(refusal('transparency.noteUnsigned'));
  });
});

describe('whose signatures count', () => {
  it('a signature of another key of the same name is ignored, and not enough', () => {
    const impostor = signerOf(log.verifier.name, 'impostor');
    expect(() => verifyNote(signNote(text, [impostor]), [log.verifier])).toThrow(refusal('transparency.noteUnsigned'));
    expect(verifyNote(signNote(text, [impostor, log]), [log.verifier]).unknown).toHaveLength(1);
  });

  it('a key whose id collides with the log’s gets a wrong signature, not a right one', () => {
    const forged = { ...signatureOf(text, signerOf('x', 'forger')), name: log.verifier.name, keyId: log.verifier.keyId };
    expect(() => verifyNote(formatNote({ text, signatures: [forged] }), [log.verifier])).toThrow(refusal('transparency.signatureWrong'));
  });

  it('one wrong signature of a trusted key rejects the note, whoever else has signed', () => {
    const right = signatureOf(text, log);
    const wrong = { ...right, signature: flipped(right.signature, 77) };
    for (const signatures of [
      [wrong, signatureOf(text, other)],
      [right, wrong],
    ]) {
      expect(() => verifyNote(formatNote({ text, signatures }), [log.verifier, other.verifier])).toThrow(
        refusal('transparency.signatureWrong'),
      );
    }
  });

  it('a name alone, or an id alone, is no known key', () => {
    const right = signatureOf(text, log);
    const odd = [
      { ...right, name: 'park.example/else' },
      { ...right, keyId: right.keyId ^ 1 },
    ];
    expect(verifyNote(formatNote({ text, signatures: [...odd, right] }), [log.verifier]).unknown).toHaveLength(2);
  });

  it('a signature that stands twice counts once', () => {
    const right = signatureOf(text, log);
    expect(verifyNote(formatNote({ text, signatures: [right, right] }), [log.verifier, log.verifier]).verified).toHaveLength(1);
  });

  it('two trusted keys that a note can’t tell apart are refused', () => {
    const twin = { ...other.verifier, name: log.verifier.name, keyId: log.verifier.keyId };
    expect(() => verifyNote(signNote(text, [log]), [log.verifier, twin])).toThrow(refusal('transparency.keyAmbiguous'));
  });

  it('sixteen signatures are taken, and a hundred; more are not', () => {
    const signers = Array.from({ length: 16 }, (_, n) => signerOf(`signer.example/${n}`));
    expect(
      verifyNote(
        signNote(text, signers),
        signers.map(({ verifier }) => verifier),
      ).verified,
    ).toHaveLength(16);
    const right = signatureOf(text, log);
    const times = (count: number): string => formatNote({ text, signatures: Array.from({ length: count }, () => right) });
    expect(parseNote(times(100)).signatures).toHaveLength(100);
    expect(() => times(101)).toThrow(refusal('transparency.noteMalformed'));
  });

  it('sixteen post-quantum signatures of 5 KB fit', () => {
    const large = Array.from({ length: 16 }, (_, n) => ({ name: `w${n}`, keyId: n, signature: Buffer.alloc(5_000, n) }));
    expect(parseNote(formatNote({ text, signatures: large })).signatures).toEqual(large);
  });
});

describe('what is no note', () => {
  const good = signNote(text, [log]);
  const line = good.slice(text.length + 1);

  it.each([
    ['nothing', '', 'transparency.noteMalformed'],
    ['no signature', text, 'transparency.noteMalformed'],
    ['an empty block of signatures', `${text}\n`, 'transparency.noteMalformed'],
    ['no empty line', `${text}${line}`, 'transparency.noteMalformed'],
    ['no final newline', good.slice(0, -1), 'transparency.noteMalformed'],
    ['something behind the signatures', `${good}tail\n`, 'transparency.noteMalformed'],
    ['an empty line behind the signatures', `${good}\n`, 'transparency.noteMalformed'],
    ['lines that end in CR LF', good.replaceAll('\n', '\r\n'), 'transparency.notText'],
    ['a signature line that ends in CR LF', good.replace(/\n$/, '\r\n'), 'transparency.notText'],
    ['a tab', good.replace('2023', '20\t23'), 'transparency.notText'],
    ['a zero byte', good.replace('2023', '20\u000023'), 'transparency.notText'],
    ['a hyphen for the dash', good.replace('—', '-'), 'transparency.noteMalformed'],
    ['two spaces', good.replace('— ', '—  '), 'transparency.noteMalformed'],
    ['a no-break space', good.replace('— ', '—\u00a0'), 'transparency.noteMalformed'],
    ['a plus in the name', good.replace('park.example', 'park+example'), 'transparency.noteMalformed'],
    ['a signature without padding', good.replace('=\n', '\n'), 'transparency.noteMalformed'],
    ['a signature in the other alphabet', good.replace(/[+/](?=[^ \n]*\n$)/, '-'), 'transparency.noteMalformed'],
    ['no more than a key id', `${text}\n— a AAAAAA==\n`, 'transparency.noteMalformed'],
    ['a lone surrogate', good.replace('2023', '\ud800'), 'transparency.notText'],
    ['broken UTF-8', Buffer.concat([Buffer.of(0xc3, 0x28), Buffer.from(good)]), 'transparency.notText'],
    ['too many bytes', `${'x'.repeat(MAX_NOTE_BYTES)}\n${good}`, 'transparency.tooLarge'],
  ])('%s', (_what, input, code) => {
    expect(() => verifyNote(input, [log.verifier])).toThrow(refusal(code));
  });

  it('the text may have empty lines: the last one parts it from the signatures', () => {
    const poem = 'a\n\n— b AAAAAAA=\n\nc\n';
    expect(verifyNote(signNote(poem, [log]), [log.verifier]).text).toBe(poem);
  });

  it('a byte order mark is part of the text, not left out', () => {
    expect(() => verifyNote(Buffer.from(`\ufeff${good}`), [log.verifier])).toThrow(refusal('transparency.signatureWrong'));
  });

  it('garbage is refused with a code, never with another exception', () => {
    const garbage = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.tuple(fc.nat(good.length - 1), fc.string({ maxLength: 3 })).map(([at, put]) => good.slice(0, at) + put + good.slice(at + 1)),
    );
    fc.assert(
      fc.property(garbage, (input) => {
        fc.pre(input !== good);
        expect(() => verifyNote(input, [log.verifier])).toThrow(refusal(/^transparency\./));
      }),
      { seed: 16, numRuns: 500 },
    );
  });

  it('what can’t be read back is not written', () => {
    const signatures = [signatureOf(text, log)];
    expect(() => formatNote({ text, signatures: [] })).toThrow(refusal('transparency.noteMalformed'));
    expect(() => formatNote({ text: 'no newline', signatures })).toThrow(refusal('transparency.noteMalformed'));
    expect(() => formatNote({ text: 'two\n\n', signatures: [{ ...signatures[0]!, name: 'a b' }] })).toThrow(
      refusal('transparency.noteMalformed'),
    );
    expect(() => signNote('a\rb\n', [log])).toThrow(refusal('transparency.notText'));
  });

  it('any text that may be signed is read back as it was', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 5 }).map((lines) => `${lines.join('\n')}\n`);
    fc.assert(
      fc.property(texts, (one) => {
        expect(verifyNote(signNote(one, [log, other]), [log.verifier]).text).toBe(one);
      }),
      { seed: 17, numRuns: 100 },
    );
  });
});

describe('keys', () => {
  it('of a seed and of its PKCS #8 file are the same', () => {
    const seed = Buffer.alloc(32, 7);
    const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]).toString('base64');
    const pem = `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`;
    expect(SigningKey.fromPem(pem).publicKey).toEqual(SigningKey.fromSeed(seed).publicKey);
  });

  it('of RFC 8032’s first test have its public key', () => {
    const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
    expect(Buffer.from(SigningKey.fromSeed(seed).publicKey).toString('hex')).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    );
  });

  it.each([
    ['nothing', ''],
    ['garbage', 'not a key'],
    [
      'another kind of key',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    ],
    ['a public key', generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString()],
    [
      'a locked key',
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString(),
    ],
  ])('are not made of %s', (_what, pem) => {
    expect(() => SigningKey.fromPem(pem)).toThrow(refusal('transparency.badSigningKey'));
  });

  it('are not made of half a seed', () => {
    expect(() => SigningKey.fromSeed(Buffer.alloc(31))).toThrow(refusal('transparency.badSigningKey'));
  });

  it.each(['', 'a b', 'a+b', 'a\u00a0b', 'a\u3000b', 'a\nb', 'a\u0007b', 'a\ud800'])('%j is no name of a key', (name) => {
    expect(() => checkKeyName(name)).toThrow(refusal('transparency.badKeyName'));
    expect(() => ed25519Signer(name, keyOf('x'))).toThrow(refusal('transparency.badVerifierKey'));
  });

  it.each([
    ['only two parts', 'example.com/foo+530d903a'],
    ['an upper-case key id', exampleKey.replace('530d903a', '530D903A')],
    ['a short key id', exampleKey.replace('530d903a', '530d903')],
    ['another key id', exampleKey.replace('530d903a', '530d903b')],
    ['another name', exampleKey.replace('foo', 'bar')],
    ['no name', exampleKey.replace('example.com/foo', '')],
    ['a space in the name', exampleKey.replace('example.com/foo', 'example.com/ foo')],
    ['a key cut short', exampleKey.slice(0, -4)],
    ['no key', 'example.com/foo+530d903a+'],
    ['an end of line', `${exampleKey}\n`],
    ['an unknown kind of signature', exampleKey.replace('+Ae', '+Be')],
  ])('are not read from a text with %s', (_what, key) => {
    expect(() => parseVerifierKey(key)).toThrow(refusal('transparency.badVerifierKey'));
  });

  it('of a kind that is still to come are taken by whoever brings the kind', () => {
    const kind = { type: 0x06, publicKeyBytes: 1312, verify: () => true };
    const kinds = new Map([[kind.type, kind]]);
    const key = verifierOf('w.example', kind.type, Buffer.alloc(1312, 5), kinds);
    expect(parseVerifierKey(formatVerifierKey(key), kinds).keyId).toBe(key.keyId);
    expect(() => parseVerifierKey(formatVerifierKey(key))).toThrow(refusal('transparency.badVerifierKey'));
  });

  it('of any name read back from their text', () => {
    const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((name) => !/[+\p{White_Space}\p{Cc}]/u.test(name));
    fc.assert(
      fc.property(names, fc.uint8Array({ minLength: 32, maxLength: 32 }), (name, publicKey) => {
        const text = formatVerifierKey(verifierOf(name, 1, publicKey));
        expect(formatVerifierKey(parseVerifierKey(text))).toBe(text);
      }),
      { seed: 18, numRuns: 100 },
    );
  });
});
