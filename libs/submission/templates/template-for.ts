import { type BookOut, type SheetOut, textOf } from '#libs/spreadsheets';
import { formsFor } from '../forms/index.js';
import { listSheet } from './list-sheet.js';
import { notesSheet, titleOf } from './notes-sheet.js';
import type { TemplateRequest } from './request.js';
import { statementSheet } from './statement-sheet.js';
import { verificationSheets } from './verification-sheet.js';

/** The workbook that a department or a park fills in: a sheet for each list, and the notes last. */
export function templateFor(request: TemplateRequest): BookOut {
  const { kind, scheme, department } = request;
  const forms = formsFor(kind, scheme, department);
  const sheets = sheetsOf(request, forms);
  const used = forms.filter(({ sheet }) => sheets.some(({ name }) => name === sheet));
  return { title: titleOf(request), sheets: [...sheets, notesSheet(request, used)] };
}

function sheetsOf(request: TemplateRequest, forms: ReturnType<typeof formsFor>): readonly SheetOut[] {
  switch (request.kind) {
    case 'delivery':
    case 'declaration':
    case 'roster':
      return forms.map((form) => listSheet(form, request));
    case 'verification':
      return verificationSheets(forms, request);
    case 'statements':
      return [statementSheet(request)];
  }
}

/** A template's sheet as rows of text, its head first: what a CSV file of it holds. */
export function tableOfSheet({ columns, rows }: SheetOut): readonly (readonly string[])[] {
  return [columns.map(({ header }) => header), ...rows.map((row) => row.map(textOf))];
}
