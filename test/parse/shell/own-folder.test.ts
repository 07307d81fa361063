import { describe, expect, it } from 'vitest'
import { readShell } from '../../../src/parse/shell/read-shell.ts'

/** Folder and words of the last command of a script that lies in `scripts` and starts one folder above. */
function last(text: string): readonly [string | null, string] {
  const command = readShell(text, { home: 'scripts' }).commands.at(-1)
  return [command?.directory ?? null, command?.words.join(' ') ?? '']
}

describe('a script that goes to its own folder', () => {
  it.each([
    ['cd "$(dirname "$0")"\npytest', 'scripts', 'pytest'],
    ['cd $(dirname $0)\npytest', 'scripts', 'pytest'],
    ['cd `dirname $0`\npytest', 'scripts', 'pytest'],
    ['cd "${0%/*}"\npytest', 'scripts', 'pytest'],
    ['cd "$(dirname "${BASH_SOURCE[0]}")/.."\npytest', '', 'pytest'],
    ['cd "$(dirname "$(readlink -f "$0")")"\npytest', 'scripts', 'pytest'],
    ['HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"\ncd "$HERE/it"\npytest', 'scripts/it', 'pytest'],
    ['HERE="$( cd "$( dirname "$0" )/.." >/dev/null 2>&1 && pwd )"\ncd app\npytest "$HERE/tests"', 'app', 'pytest ../scripts/../tests'],
    ['cd ..\npytest', '..', 'pytest'],
    ['cd "$SOMEWHERE"\npytest', null, 'pytest'],
    ['cd "$(dirname "$1")"\npytest', null, 'pytest'],
  ] as const)('%j', (text, directory, words) => { expect(last(text)).toEqual([directory, words]) })

  it('goes to a folder nobody knows where its own is not known', () => {
    expect(readShell('cd "$(dirname "$0")"\npytest').commands.at(-1)?.directory).toBeNull()
  })
})
