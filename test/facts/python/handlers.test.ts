import { describe, expect, it } from 'vitest'
import { caughtErrorsOf } from '../../../src/facts/python/handlers.ts'
import { swallowedErrorsOf } from '../../../src/facts/errors/swallowed.ts'
import { readPython } from '../../../src/parse/python/read-python.ts'
import { factsOf } from '../../support/memory-repository.ts'

const caught = (body: string, types = 'Exception as e') => {
  const [one] = caughtErrorsOf(readPython(`import sys, logging\nfrom flask import abort\ndef f():\n    try:\n        work()\n    except ${types}:\n${body.replace(/^/gm, '        ')}\n`))
  return `${one?.breadth} ${one?.does}${one?.status === true ? ' with a status' : ''}`
}

describe('what an except does', () => {
  it.each([
    ['raise', 'broad raises'],
    ['logging.error(e)\nraise RuntimeError("x") from e', 'broad raises'],
    ['if last:\n    raise\nwait()', 'broad raises'],
    ['sys.exit(1)', 'broad raises'],
    ['print(e)\nsys.exit(0)', 'broad logs'],
    ['pass', 'broad nothing'],
    ['continue', 'broad nothing'],
    ['print("oops", e)', 'broad logs'],
    ['logging.getLogger(__name__).warning("x")', 'broad logs'],
    ['import traceback\ntraceback.print_exc()', 'broad logs'],
    ['return None', 'broad gives up'],
    ['logging.error(e)\nreturn []', 'broad gives up'],
    ['return str(e)', 'broad answers'],
    ['return {"status": "unhealthy"}', 'broad answers'],
    ['return jsonify(error=str(e)), 500', 'broad answers with a status'],
    ['return JSONResponse({"x": 1}, status_code=503)', 'broad answers with a status'],
    ['return {"statusCode": 500}', 'broad answers with a status'],
    ['self.set_status(400)', 'broad answers with a status'],
    ['abort(500)', 'broad answers'],
    ['model = None', 'broad notes'],
    ['failed.append(name)', 'broad notes'],
    ['return load_from_backup()', 'broad recovers'],
  ])('%j: %s', (body, expected) => { expect(caught(body)).toBe(expected) })

  it.each([['(KeyError, ValueError)', 'typed nothing'], ['', 'bare nothing'], ['(ValueError, Exception)', 'broad nothing'], ['BaseException', 'broad nothing']])('is told by its types: except %s', (types, expected) => { expect(caught('pass', types)).toBe(expected) })
})

describe('an error is swallowed', () => {
  const swallowed = async (source: string) => swallowedErrorsOf(await factsOf({ 'a.py': source })).map(({ line }) => line)
  it.each([
    ['where a bare except recovers', 'try:\n    work()\nexcept:\n    other()', [3]],
    ['where nobody looks at what was noted', 'def f():\n    try:\n        work()\n    except Exception:\n        ok = False', [4]],
    ['where the message is all', 'for x in y:\n    try:\n        work()\n    except Exception as e:\n        print(e)\n        continue', [4]],
  ])('%s', async (_what, source, lines) => { expect(await swallowed(source)).toEqual(lines) })

  it.each([
    ['where it is caught by its type', 'try:\n    work()\nexcept KeyError:\n    pass'],
    ['where a package is optional', 'try:\n    import shap\nexcept Exception:\n    shap = None'],
    ['where a count is looked at', 'failed = 0\nfor x in y:\n    try:\n        work()\n    except Exception:\n        failed += 1\nif failed > 0:\n    raise SystemExit("no")'],
    ['where the program ends with the answer', 'import sys\ndef main():\n    try:\n        work()\n    except Exception as e:\n        print(e)\n        return 1\n    return 0\nsys.exit(main())'],
    ['where success is told and used', 'def ok():\n    try:\n        work()\n        return True\n    except Exception:\n        return False\nresult = ok()'],
  ])('but not %s', async (_what, source) => { expect(await swallowed(source)).toEqual([]) })
})
