import type { NoticeKind } from '../../model/notice.ts'
import { inWords } from '../gradebook/counted.ts'
import { code } from '../text/markdown-text.ts'

const WHEN: Readonly<Record<NoticeKind, string>> = {
  release: 'the grade is released', disputes: 'a dispute is answered, closed or escalated', steps: 'a step of the capstone is done',
}

/** `/notify`: what its writer is told of from now on, the same whether it was changed or asked for. In a public repository grades and decisions are told of nowhere. */
export function notifyAnswer(wanted: readonly NoticeKind[], isPrivate: boolean): string {
  const told = wanted.filter((kind) => isPrivate || kind === 'steps')
  const silent = told.length === wanted.length ? '' : ' This repository is public, so nothing is told in it of grades, and of what the staff decides.'
  if (told.length === 0) return `No notices come to you here.${silent} ${code('/notify on')} asks for them.\n`
  return `A comment on the capstone issue mentions you ${inWords(told.map((kind) => `when ${WHEN[kind]}`), 'or')}: once for each matter, from now on, and never because a verdict on an item changed.${silent} ${code('/notify off')} ends it, and a word such as ${code('/notify off steps')} a part of it.\n`
}
