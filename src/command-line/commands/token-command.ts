import { callOperation } from '../../flow/course-service/call-operation.ts'
import type { Environment } from '../../github/connection.ts'
import { tokenMadeText, tokensText, type TokenShown } from '../../report/courses/tokens-text.ts'
import type { TokenOptions } from '../decide-options.ts'
import type { Output } from '../output.ts'
import { withCourse } from '../with-course.ts'

/** Makes a token of a course and prints its secret, once; or lists the tokens; or revokes one. Exit code 2 where that cannot be. */
export async function runToken(options: TokenOptions, output: Output, engineVersion: string, environment: Environment): Promise<number> {
  const run = (id: 'tokens.create' | 'tokens.read' | 'tokens.revoke', input: object, show: Parameters<typeof withCourse>[2]): Promise<number> =>
    withCourse(options.course, (course, parts) => callOperation(id, { kind: 'operator' }, course, input, parts), show, output, engineVersion, environment)
  switch (options.kind) {
    case 'create': return run('tokens.create', { name: options.name, role: options.role, ...options.days === null ? {} : { days: options.days } }, (value, course) => tokenMadeText(value as { readonly token: TokenShown; readonly secret: string }, course))
    case 'list': return run('tokens.read', {}, (value, course) => tokensText((value as { readonly tokens: readonly TokenShown[] }).tokens, course))
    case 'revoke': return run('tokens.revoke', { id: options.id }, () => `The token ${options.id} is revoked: nothing is answered to it any more.\n`)
  }
}
