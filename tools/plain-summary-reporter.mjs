/** Closes a run with one plain line: `N passed, N failed, N skipped`. */
export default class PlainSummaryReporter {
  onRunComplete(_contexts, results) {
    const failedToRun = results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    console.log(`${results.numPassedTests} passed, ${results.numFailedTests + failedToRun} failed, ${skipped} skipped`);
  }
}
