import type { ClassStanding } from '../../../model/class-standing.ts'
import type { ItemReading } from '../../../model/item-verdicts.ts'
import { itemPage } from '../../../report/pages/items/item-page.ts'
import { readItemQuery } from '../../../report/pages/items/item-query.ts'
import { itemsPage } from '../../../report/pages/items/items-page.ts'
import type { PageRoute } from '../page-route.ts'
import { WRONG_ROUTES } from './wrong-routes.ts'

/** The items of a course, and how the class does on each. */
const itemsRoute: PageRoute = {
  method: 'get', path: '/items', needs: 'class.read', tab: 'items',
  answer: async ({ course, ask }) => {
    const asked = await ask('class.read', {})
    return asked.ok ? { kind: 'page', title: 'Items', body: itemsPage(asked.value as ClassStanding, course.id), wide: true } : { kind: 'refused', refusal: asked.refusal }
  },
}

/** One item: what it asks, and every verdict on it. */
const itemRoute: PageRoute = {
  method: 'get', path: '/items/:item', needs: 'item.read', tab: 'items',
  answer: async ({ course, place, query, ask, formToken, now }) => {
    const asking = readItemQuery(query)
    const { kind, sample, page } = asking
    const asked = await ask('item.read', { item: place('item'), ...kind === null ? {} : { kind }, ...sample === null ? {} : { sample }, page })
    if (!asked.ok) return { kind: 'refused', refusal: asked.refusal }
    const reading = asked.value as ItemReading
    return { kind: 'page', title: reading.item.title, body: itemPage(reading, asking, { courseId: course.id, calendar: course.settings, formToken, now }) }
  },
}

/** The pages of items. */
export const ITEM_ROUTES: readonly PageRoute[] = [...WRONG_ROUTES, itemsRoute, itemRoute]
