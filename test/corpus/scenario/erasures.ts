import { people } from '../../support/client.js';
import type { Town } from '../../support/town.js';
import { createdBy, posting } from './cast.js';
import { naturalPerson } from './registers.js';

/** What is asked to be erased: a contact that left, an owner's name, a file that names people, and one that must be kept. January 2024. */
export async function erasePersonalData(town: Town): Promise<void> {
  const post = posting(town);
  const basis = { ground: 'consentWithdrawn', reason: '本人申请删除', document: town.document('2024-01-08', '删除申请') };
  await town.settled();
  const { data: park } = await town.api.get<{ contactSubject?: string }>('/parks/P-20', people.taskForce);
  const person = await post('/erasures/personal', people.taskForce, { subject: park.contactSubject, data: 'contact', ...basis });
  await post(`/erasures/${createdBy(person, 'erasure')}/confirmation`, people.of('taskForce', 2));

  const { data: shops } = await town.api.get<readonly { nameSubject: string }[]>(
    `/enterprises?uscc=${naturalPerson(11)}`,
    people.taskForce,
  );
  const left = { ground: 'purposeEnded', reason: '已注销', document: basis.document };
  const name = await post('/erasures/personal', people.taskForce, { subject: shops[0]?.nameSubject, data: 'name', ...left });
  await post(`/erasures/${createdBy(name, 'erasure')}/confirmation`, people.of('taskForce', 2));

  const file = await town.api.post<{ hash: string }>('/evidence', people.of('market'), '姓名\n某某\n', {
    contentType: 'text/csv',
    query: '?name=list.csv',
  });
  const erased = await post('/erasures/evidence', people.taskForce, { hash: file.hash, ...basis });
  await post(`/erasures/${createdBy(erased, 'erasure')}/confirmation`, people.admin);

  const kept = await town.fileOf(people.of('market'));
  const dropped = await post('/erasures/evidence', people.taskForce, { hash: kept.hash, ...basis });
  await post(`/erasures/${createdBy(dropped, 'erasure')}/dropping`, people.taskForce, { reason: '法定保存期限未届满' });
}
