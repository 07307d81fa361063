import { errorHandlingOf, type ErrorHandling, type ErrorPlace } from '../facts/errors/error-handling.ts'
import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import { mainRouteOf } from '../facts/service/main-service.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

/** Rubric row `errors`. */
export const errors: Check = {
  id: 'errors',
  title: 'Error handling complete',
  proof: 'reading',
  lesson: '3-2-fastapi-model#errors-that-say-what-went-wrong',
  revision: 6,
  needs: ['python'],
  lookedFor: 'Where the service meets the outside (requests, model and data loading), failures that become clear errors, input that is validated, and no error that is swallowed.',
  levels: {
    present: 'Failures at requests, model loading and data loading become clear errors or are handled by their type, bad input is refused, and no error is swallowed.',
    partial: 'Some of that: input is validated only, errors are handled in some places, or one is swallowed.',
    missing: 'Neither handling of errors nor validation of input was found.',
  },
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const { handled, swallowed, lacking } = errorHandlingOf(facts)
  const evidence = (places: readonly ErrorPlace[]): readonly FileEvidence[] => places.map(({ path, line, says }) => fileEvidence(facts, path, line, says))
  const places = evidence(handled)
  const against = evidence(swallowed)
  const service = mainRouteOf(facts)
  if (!isNonEmpty(places)) {
    const place = service === null ? 'data, settings and the model are loaded: raise an error that names what is missing, and validate the settings with a Pydantic model' : `requests come in (${service.module}): describe the input with a Pydantic model, and answer a failing prediction with an error of its own`
    return missing({ found: 'No error handling and no validation of input were found in the project\'s code.', next: `Start where ${place}.` })
  }
  const first = `${places[0].path}: ${places[0].says}`
  if (lacking === null) return present(places, { found: `${first}; input is validated, failures become clear errors, and nothing is swallowed.` })
  const { found, next } = wordsFor(lacking, swallowed.length, ANSWERS[service?.framework ?? ''] ?? 'an error response')
  return partial(places, { found: `${first}; ${found}`, next, against })
}

/** How a handler of each framework answers a failure. */
const ANSWERS: Readonly<Record<string, string>> = { FastAPI: 'an HTTPException', Flask: 'a JSON response with status 400 or 500', Lambda: 'a `statusCode` of 400 or 500' }

function wordsFor({ kind, place }: NonNullable<ErrorHandling['lacking']>, swallowed: number, answer: string): { readonly found: string; readonly next: string } {
  const at = place === null ? '' : `${place.path}:${place.line}`
  switch (kind) {
    case 'swallowed': return { found: `${swallowed} ${swallowed === 1 ? 'error is' : 'errors are'} swallowed, the first at ${at} (${place?.says ?? ''}).`, next: `Catch the errors that are expected at ${at} by their type, and let the others go on (\`raise\`, or ${answer} in a route).` }
    case 'translation': return { found: `a failure of ${place?.says ?? 'a route'} does not become a clear error (${at}).`, next: `Guard what ${place?.says ?? 'the route'} does (${at}): answer expected failures with ${answer} that says what went wrong.` }
    case 'validation': return { found: at === '' ? 'the data and settings it reads are not validated.' : `${place?.says ?? 'a route'} takes its input unchecked (${at}).`, next: at === '' ? 'Validate what the pipeline reads: a schema for the data (pandera), a Pydantic model for the settings.' : `Describe the input of ${place?.says ?? 'the route'} with a Pydantic model that has ranges, so that bad input is answered with 422.` }
    case 'loading': return { found: `a model that cannot be loaded is not reported (${at}).`, next: `Say clearly when the model of ${at} cannot be loaded: raise with its path, or answer 503 until it is there.` }
    case 'failures': return { found: 'little else tells what goes wrong.', next: 'Raise errors with a message where data, settings or a model can be missing or wrong.' }
  }
}
