import { defineErrors } from '#libs/kernel';

export const scoringErrors = defineErrors({
  'scoring.engineUnknown': {
    kind: 'unavailable',
    zh: '本节点没有版本为 {version} 的计分引擎',
    remedy: '由装有该版本的节点计分，或升级本节点',
  },
});
