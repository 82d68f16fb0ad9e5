import type { CommandAnswerDto } from '#libs/http';
import type { SubmissionView } from '#libs/submission/nest';
import { type ApiClient, people, type Person } from '../support/client.js';

export const land = people.of('landResources');
const HEAD = ['园区代码', '园区名称', '不动产权证号', '面积', '面积单位', '共用份额（%）'];

/** A parcel as a row of the land office's list. */
export const parcel = (park: string, certificate: string, area: string): readonly string[] => [park, '', certificate, area, '亩', ''];
/** The land office's list as a CSV file. */
export const landList = (rows: readonly (readonly string[])[]): string => [HEAD, ...rows].map((row) => `${row.join(',')}\r\n`).join('');

/** What a department's own system does with a workbook: upload it, submit it, look at the preview, accept. */
export class Intake {
  constructor(private readonly api: ApiClient) {}

  async upload(who: Person, content: string | Uint8Array, name: string): Promise<{ readonly hash: string; readonly name: string }> {
    const { hash } = await this.api.post<{ hash: string }>('/evidence', who, content, {
      contentType: 'text/csv',
      query: `?name=${encodeURIComponent(name)}`,
    });
    return { hash, name };
  }

  /** Uploads and submits; gives the submission's id. */
  async submit(who: Person, content: string | Uint8Array, name: string, kind = 'delivery', year = 2023): Promise<CommandAnswerDto> {
    return this.api.post('/submissions', who, { kind, year, ...(await this.upload(who, content, name)) });
  }

  async view(id: string, who: Person): Promise<SubmissionView> {
    return (await this.api.get<SubmissionView>(`/submissions/${id}`, who)).data;
  }

  /** Accepts what the preview shows at this moment. */
  async accept(who: Person, id: string, more: object = {}): Promise<CommandAnswerDto> {
    const { preview } = await this.view(id, who);
    return this.api.post(`/submissions/${id}/acceptance`, who, { previewHash: preview?.hash, ...more });
  }
}
