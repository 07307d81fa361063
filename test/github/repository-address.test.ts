import { expect, it } from 'vitest'
import { looksRemote, readAddress, withoutCredentials } from '../../src/github/repository-address.ts'

it.each([
  ['octo-org/churn', null], ['octo-org/churn.git', null], ['github.com/octo-org/churn', 'github.com'],
  ['https://github.com/octo-org/churn', 'github.com'], ['https://GitHub.com/octo-org/churn.git/', 'github.com'], ['http://x:secret@git.example.edu:8443/octo-org/churn', 'git.example.edu'],
  ['git@github.com:octo-org/churn.git', 'github.com'], ['ssh://git@ssh.github.com:443/octo-org/churn.git', 'ssh.github.com'], ['git://github.com/octo-org/churn.git', 'github.com'],
])('understands %s', (text, host) => { expect(readAddress(text)).toEqual({ owner: 'octo-org', name: 'churn', host }) })

it.each([
  '', 'churn', './churn', '../octo-org/churn', '/octo-org/churn', 'a/b/c', 'octo-org/..', 'octo-org/.git', 'octo org/churn', 'octo-org/churn?x', '-x/churn', 'https://github.com/octo-org', 'https://github.com/octo-org/churn/pulls',
  'file:///octo-org/churn', 'octo-org/churn\n', `${'a'.repeat(3000)}/b`,
])('does not take %j for one', (text) => { expect(readAddress(text)).toBeNull() })

it('keeps the dots of a name', () => { expect(readAddress('octo_org/.github')).toEqual({ owner: 'octo_org', name: '.github', host: null }) })

it('tells a URL from a path, and shows it without user and password', () => {
  expect(['https://a/b', 'git@a:b/c', 'octo-org/churn', 'C:\\clones\\churn', './a@b'].map(looksRemote)).toEqual([true, true, false, false, false])
  expect(withoutCredentials('https://user:p@ss@github.com/a/b')).toBe('https://github.com/a/b')
})
