import { AssertionError } from 'node:assert/strict';
import { contractChecks } from '../checks.js';
import { type ContractCheck, runCheck } from '../harness.js';
import { type BrokenAdapter, KEPT_BY_ALL, brokenAdapters } from './index.js';

function named(name: string): ContractCheck {
  const check = contractChecks.find((candidate) => candidate.name === name);
  if (!check) throw new Error(`the contract has no check "${name}"`);
  return check;
}

async function outcome(adapter: BrokenAdapter, name: string): Promise<unknown> {
  const harness = await adapter.harness();
  try {
    await runCheck(named(name), harness);
    return undefined;
  } catch (error) {
    return error;
  } finally {
    await harness.dispose();
  }
}

describe('The contract rejects an adapter with a defect, in the check that is there for it', () => {
  it.each(brokenAdapters)('$defect', async (adapter) => {
    expect(await outcome(adapter, adapter.foundBy)).toBeInstanceOf(AssertionError);
  });
});

describe('The contract takes what such an adapter does right', () => {
  it.each(brokenAdapters)('$defect', async (adapter) => {
    expect(await outcome(adapter, KEPT_BY_ALL)).toBeUndefined();
  });
});
