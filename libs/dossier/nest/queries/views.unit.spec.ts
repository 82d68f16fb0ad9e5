import type { CorrectionRequest } from '#libs/dossier';
import { requestView } from './views.js';

const act = { account: 'tax-1', at: '2024-06-28T01:00:00.000Z', eventId: 'e', revision: 7 };
const document = { hash: 'ab'.repeat(32), title: '说明' };
const request: CorrectionRequest = {
  request: 'r',
  metric: 'taxPaid',
  version: 1,
  ground: 'late',
  reason: '某企业税额 306.06 万元漏报',
  documents: [document],
  by: act,
  decided: { ...act, account: 'tf-1', granted: true, reason: '同意补报 306.06 万元' },
};

describe('a request for leave to correct', () => {
  it('says why to who may see the lines that it is about', () => {
    expect(requestView(request, 'full')).toEqual(request);
  });

  it.each(['total', 'state', 'none'] as const)('to the others (%s) it says that there is one and how it was decided', (sight) => {
    const view = requestView(request, sight);
    expect(JSON.stringify(view)).not.toContain('306.06');
    expect(view).toMatchObject({ metric: 'taxPaid', ground: 'late', decided: { granted: true, account: 'tf-1' } });
    const { decided: _open, ...undecided } = request;
    expect(requestView(undecided, sight).decided).toBeNull();
  });
});
