import type { Person } from '../../model/course.ts'
import type { FromGitHub } from './github-ports.ts'

/** What one signing in is known by: `state` comes back with the answer, `challenge` is the digest of a verifier that is shown when the code is changed (RFC 7636). `returnUrl` is where GitHub sends the person back to. */
export type SignInBegun = { readonly state: string; readonly challenge: string; readonly returnUrl: string }

/** Signing people in by their account on GitHub. Their tokens are used once, to ask who they are, and kept nowhere. */
export type SignIn = {
  /** The page of GitHub on which a person agrees. */
  readonly addressOf: (begun: SignInBegun) => string
  /** Who agreed, by the code that GitHub sent back. Never rejects. `gone`: the code is not good, or not any more. */
  readonly personOf: (code: string, verifier: string, returnUrl: string) => Promise<FromGitHub<Person>>
}
