import { seeded } from './seeded.ts'

/** One thing that somebody does in a student's repository. `from` and `to` are branches. */
export type Step =
  | { readonly kind: 'push'; readonly to: string; readonly depth: number; readonly note: string }
  /** `deploys` where main's runs reach production. */
  | { readonly kind: 'ci'; readonly of: string; readonly ends: 'success' | 'failure' }
  | { readonly kind: 'propose'; readonly from: string }
  | { readonly kind: 'say'; readonly on: 'issue' | 'pull'; readonly by: 'student' | 'kim'; readonly text: string }
  | { readonly kind: 'merge' }
  | { readonly kind: 'deploy' }
  | { readonly kind: 'delete'; readonly branch: string }

/** What one student does, act by act; the acts of all begin together. */
export type StudentStory = { readonly login: string; readonly repository: string; readonly private: boolean; readonly acts: readonly (readonly Step[])[] }

/** What is played in one round. */
export type Story = { readonly seed: number; readonly students: readonly StudentStory[] }

export const ORGANIZATION = 'octo-org'
const LOGINS = ['ana', 'ben', 'cleo'] as const
/** Each is answered alike whenever it is asked. */
const ASKED = ['/help', '/hint 1 health', '/done 4.1 Looked at the dashboard', '/feedback 4 The picture helped'] as const
const SENTENCES = ['Models reach production reliably and stay healthy there.', 'What runs in production is watched and can be rolled back.'] as const

/**
 * The story of a seed, in acts: the repositories come in and main is judged; everybody works at once, one branch after the other; what was proposed is mended, then merged, then delivered; the staff decides; each
 * asks where they stand. Within an act nobody waits for the App. What takes the place of something else comes an act later, on all branches but `rush`: what nobody had time to look at leaves no trace. `most` students at most take part.
 */
export function storyOf(seed: number, most: number = LOGINS.length): Story {
  const { below, between, pick, chance } = seeded(seed)
  const students = LOGINS.slice(0, Math.min(between(2, 3), most)).map((login): StudentStory => {
    const depth = between(6, 9)
    const fails = chance(0.4)
    const proposed: readonly Step[] = [{ kind: 'push', to: 'tune', depth, note: 'Grow deeper trees' }, { kind: 'propose', from: 'tune' }, { kind: 'ci', of: 'tune', ends: fails ? 'failure' : 'success' }]
    const aside = ['health', 'metrics', 'rollback'].slice(0, between(0, 3)).map((to): Step => ({ kind: 'push', to, depth: 5, note: `Work on ${to}` }))
    const rush = Array.from({ length: between(0, 3) }, (_, place): Step => ({ kind: 'push', to: 'rush', depth: 5, note: `Try ${place + 1}` }))
    const talk: readonly Step[] = [{ kind: 'say', on: 'pull', by: 'student', text: pick(...ASKED) }, { kind: 'say', on: 'issue', by: 'student', text: pick(...SENTENCES) }]
    const merges = chance(0.6)
    const delivered: readonly Step[] = [{ kind: 'ci', of: 'main', ends: 'success' }, ...chance(0.7) ? [{ kind: 'deploy' }] as const : [], ...chance(0.4) && aside.length > 0 ? [{ kind: 'delete', branch: 'health' }] as const : []]
    return {
      login, repository: `${ORGANIZATION}/capstone-${login}`, private: chance(0.5),
      acts: [
        [{ kind: 'push', to: 'main', depth: 5, note: 'Begin' }, { kind: 'ci', of: 'main', ends: 'success' }],
        [...below(2) === 0 ? [...proposed, ...aside] : [...aside, ...proposed], ...rush, ...talk],
        fails ? [{ kind: 'push', to: 'tune', depth: depth - 1, note: 'Mend the tests' }, { kind: 'ci', of: 'tune', ends: 'success' }] : [],
        merges ? [{ kind: 'merge' }] : [],
        merges ? delivered : [],
        chance(0.6) ? [{ kind: 'say', on: 'pull', by: 'kim', text: '/set lint verified Shown in the lab' }] : [],
        [{ kind: 'say', on: 'issue', by: 'student', text: '/status' }],
      ],
    }
  })
  return { seed, students }
}
