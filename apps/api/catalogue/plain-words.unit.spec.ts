import { errorCatalogue } from '#libs/kernel';
import { bareCodes, latinWords } from '#libs/kernel/testing';
import '#libs/verification';
import '../../operator/backup/errors.js';
import '../../witness/errors.js';
import '../../auditor/errors.js';
import '../server.js';

/** Latin words that a text may have: what has no Chinese name, and what whoever writes requests or runs the machine must write as it is. */
const known = new Set([
  ...['A', 'R', 'JSON', 'CSV', 'YAML', 'PDF', 'PNG', 'JPEG', 'UTF', 'SHA', 'ASCII', 'UTC'],
  ...['X', 'Account', 'Role', 'Department', 'If', 'Match', 'Idempotency', 'Key', 'true', 'false'],
  ...['LEDGER', 'KEYS', 'LOG', 'KEY', 'PEM', 'PKCS', 'DATA', 'DIR', 'EVENT', 'STORE', 'POST', 'evidence', 'api', 'chmod'],
  // Kinds of files, as people know them by their endings.
  ...['OFD', 'xlsx', 'xls', 'csv', 'zip'],
  // Files and programs of whoever runs the machine.
  ...['npm', 'run', 'fsck', 'proof', 'tree', 'db', 'reads', 'RFC'],
  // Forms of values: LA-001_2023, times of day, the letters that no 统一社会信用代码 has.
  ...['T00', 'LA', 'I', 'O', 'S', 'V', 'Z', 'B'],
]);

describe('the text of every error code', () => {
  const texts = [...errorCatalogue()].map(([code, { zh, remedy }]) => ({ code, message: told(zh), remedy: told(remedy) }));
  function told(template: string): string {
    return template.replace(/\{\w+\}/g, '…');
  }

  it('is Chinese, and says what to do', () => {
    expect(texts.length).toBeGreaterThan(300);
    for (const { code, message, remedy } of texts) {
      expect([code, message]).toEqual([code, expect.stringMatching(/[\u4e00-\u9fff]/)]);
      expect([code, remedy]).toEqual([code, expect.stringMatching(/[\u4e00-\u9fff]/)]);
    }
  });

  it('has no code word: departments, roles and states are named, a code stands in （） behind its name', () => {
    expect(bareCodes(texts)).toEqual([]);
  });

  it('has no Latin word beyond those that have no other name', () => {
    const odd = texts.flatMap(({ code, message, remedy }) =>
      latinWords(`${message} ${remedy}`)
        .filter((word) => !known.has(word) && !/^R\d+\w?$/.test(word))
        .map((word) => `${code}: ${word}`),
    );
    expect(odd).toEqual([]);
  });
});
