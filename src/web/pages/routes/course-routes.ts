import { coursePage, type CourseCounts } from '../../../report/pages/course/course-page.ts'
import { tokenMadePage, tokensPage, type TokensFrame } from '../../../report/pages/course/tokens-page.ts'
import type { TokenShown } from '../../../report/courses/tokens-text.ts'
import { wordIn } from '../form-words.ts'
import type { PageCall, PageRoute } from '../page-route.ts'

const courseRoute: PageRoute = {
  method: 'get', path: '/course', needs: 'course.read', tab: 'course',
  answer: async ({ course, may, ask }) => {
    const asked = await ask('course.read', {})
    return asked.ok ? { kind: 'page', title: 'Course', body: coursePage(course, asked.value as CourseCounts, may) } : { kind: 'refused', refusal: asked.refusal }
  },
}

const tokensRoute: PageRoute = {
  method: 'get', path: '/course/tokens', needs: 'tokens.read', tab: 'course',
  answer: async (call) => {
    const asked = await call.ask('tokens.read', {})
    return asked.ok ? { kind: 'page', title: 'Tokens of the API', body: tokensPage((asked.value as { readonly tokens: readonly TokenShown[] }).tokens, frameOf(call)) } : { kind: 'refused', refusal: asked.refusal }
  },
}

/** No other page shows the secret, so this one is what the form gives. */
const makeRoute: PageRoute = {
  method: 'post', path: '/course/tokens', needs: 'tokens.create', tab: 'course',
  answer: async (call) => {
    const [name, role, days] = [wordIn(call.form, 'name'), wordIn(call.form, 'role'), wordIn(call.form, 'days')]
    const asked = await call.ask('tokens.create', { name, role, ...days === '' ? {} : { days: Number(days) } })
    return asked.ok ? { kind: 'page', title: 'A new token', body: tokenMadePage(asked.value as { readonly token: TokenShown; readonly secret: string }, frameOf(call)) } : { kind: 'refused', refusal: asked.refusal }
  },
}

const revokeRoute: PageRoute = {
  method: 'post', path: '/course/tokens/revoke', needs: 'tokens.revoke', tab: 'course',
  answer: async ({ form, ask }) => {
    const asked = await ask('tokens.revoke', { id: wordIn(form, 'id') })
    return asked.ok ? { kind: 'to', path: '/course/tokens' } : { kind: 'refused', refusal: asked.refusal }
  },
}

/** What is in force in a course, and the tokens of its API. */
export const COURSE_ROUTES: readonly PageRoute[] = [courseRoute, tokensRoute, makeRoute, revokeRoute]

function frameOf({ course: { id: courseId, settings: calendar }, formToken, may }: PageCall): TokensFrame {
  return { courseId, formToken, calendar, may }
}
