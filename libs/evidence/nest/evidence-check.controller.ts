import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { forbidden } from '#libs/access';
import { CurrentCaller } from '#libs/access/nest';
import { EventStoreToken } from '#libs/event-sourcing/nest';
import type { EventStore } from '#libs/event-store';
import { type Delivery, EvidenceFolder, type FolderSurvey, mayRead, surveyFolder } from '#libs/evidence';
import { Flag } from '#libs/http';
import type { Caller } from '#libs/kernel';

/** The task force and auditors, who may read every file, and who keeps the node going. */
const checkers = ['taskForce', 'auditor', 'admin'];
const MOST_LISTED = 500;

/** Delivered files held against the whole log, piece by piece beside whoever is served. Who asks while a check is under way waits for the same. */
@ApiTags('证据')
@Controller('evidence-check')
export class EvidenceCheckController {
  readonly #running = new Map<boolean, Promise<FolderSurvey>>();

  constructor(
    private readonly folder: EvidenceFolder,
    @Inject(EventStoreToken) private readonly store: EventStore,
  ) {}

  @Get()
  @ApiOperation({
    summary: '证据库核对：没有事件引用的文件（多久、谁提交），以及引用了却缺失、被改动或无密钥的文件；只查不删',
    description: `每类至多列 ${MOST_LISTED} 个，个数见 counts`,
  })
  @ApiQuery({ name: 'contents', required: false, enum: ['true', 'false'], description: '逐个文件通读并核对哈希（较慢），默认只查有无' })
  async check(@Flag('contents') contents: boolean, @CurrentCaller() caller: Caller): Promise<object> {
    if (!checkers.includes(caller.role)) throw forbidden(caller.role);
    const { orphans, missing, changed, keyMissing, notYetErased, unfinished, ...survey } = await this.#survey(contents);
    const named = orphans.map((orphan) => ({ ...orphan, deliveries: orphan.deliveries.map((delivery) => shown(delivery, caller)) }));
    const lists = { orphans: named, missing, changed, keyMissing, notYetErased, unfinished };
    const each = Object.entries(lists);
    return {
      ...survey,
      counts: Object.fromEntries(each.map(([name, { length }]) => [name, length])),
      ...Object.fromEntries(each.map(([name, list]) => [name, list.slice(0, MOST_LISTED)])),
    };
  }

  #survey(contents: boolean): Promise<FolderSurvey> {
    const running = this.#running.get(contents);
    if (running) return running;
    const options = { contents, now: new Date() };
    const surveying = surveyFolder(this.folder, this.store.readAll(), options).finally(() => this.#running.delete(contents));
    this.#running.set(contents, surveying);
    return surveying;
  }
}

/** What a file is called may be as confidential as what is in it. */
function shown({ name, ...delivery }: Delivery, caller: Caller): Omit<Delivery, 'name'> & { readonly name?: string } {
  return mayRead(caller, [{ name, ...delivery }]) ? { name, ...delivery } : delivery;
}
