import type { WrongVerdictSeen } from '../../../model/wrong-verdict.ts'
import { itemQueryText, readItemQuery } from '../../../report/pages/items/item-query.ts'
import { WRONG_PATH, wrongPage } from '../../../report/pages/items/wrong-page.ts'
import { readWrongQuery } from '../../../report/pages/items/wrong-query.ts'
import { wrongLines } from '../../../report/text/wrong-lines.ts'
import type { PageRoute } from '../page-route.ts'

const FIELDS = ['of', 'assessment', 'criterion', 'right', 'reason'] as const

const listRoute: PageRoute = {
  method: 'get', path: `/${WRONG_PATH}`, needs: 'wrong.read', tab: 'items',
  answer: async ({ course, query, ask }) => {
    const asked = await ask('wrong.read', {})
    return asked.ok ? { kind: 'page', title: 'Verdicts that were said to be wrong', body: wrongPage(asked.value as readonly WrongVerdictSeen[], readWrongQuery(query), { courseId: course.id, calendar: course.settings }) } : { kind: 'refused', refusal: asked.refusal }
  },
}

const fileRoute: PageRoute = {
  method: 'get', path: `/${WRONG_PATH}/file`, needs: 'wrong.read', tab: 'items',
  answer: async ({ ask }) => {
    const asked = await ask('wrong.read', {})
    return asked.ok ? { kind: 'file', name: 'wrong-verdicts.jsonl', type: 'application/jsonl; charset=utf-8', text: wrongLines(asked.value as readonly WrongVerdictSeen[]) } : { kind: 'refused', refusal: asked.refusal }
  },
}

/** Says that a verdict is wrong, and shows the same verdicts again. */
const reportRoute: PageRoute = {
  method: 'post', path: '/items/:item/wrong', needs: 'wrong.report', tab: 'items',
  answer: async ({ place, form, ask }) => {
    const item = place('item')
    const asked = await ask('wrong.report', { item, ...Object.fromEntries(FIELDS.flatMap((name) => form.get(name) === null ? [] : [[name, form.get(name)]])) })
    if (!asked.ok) return { kind: 'refused', refusal: asked.refusal }
    const { repository } = asked.value as { readonly repository: number }
    return { kind: 'to', path: `/items/${encodeURIComponent(item)}${itemQueryText(readItemQuery(new URLSearchParams(form.get('back') ?? '')))}#r${repository}` }
  },
}

/** The list of verdicts that were said to be wrong, and the form that puts one on it. */
export const WRONG_ROUTES: readonly PageRoute[] = [listRoute, fileRoute, reportRoute]
