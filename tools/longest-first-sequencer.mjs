import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { default: Sequencer } = createRequire(require.resolve('jest/package.json'))('@jest/test-sequencer');

/** Suites of minutes, longest first; then whatever crosses rooms, then what meets a disk or a server, then the rest. */
const order = [
  /test\/faults\/kill/,
  /test\/golden\/http/,
  /test\/sample-city\//,
  /test\/nodes\//,
  /test\/faults\//,
  /test\//,
  /\.int\.spec\.ts$/,
];

/**
 * A clean checkout knows no times of earlier runs, and jest would go by the size of the files: a suite of minutes that comes last leaves all cores but one idle.
 */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const found = order.findIndex((pattern) => pattern.test(path));
      return found < 0 ? order.length : found;
    };
    return [...super.sort(tests)].sort((a, b) => place(a) - place(b));
  }
}
