import { memoise } from '../memoise.ts'
import { callsOf } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { projectModulesOf } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** A page for people that the project serves by a framework of its own: what they fill in goes to the model. */
export type Page = { readonly framework: string; readonly path: string; readonly line: number; readonly says: string; /** It asks a model or a service. */ readonly predicts: boolean }

const FRAMEWORKS: readonly (readonly [imports: RegExp, shows: RegExp, framework: string])[] = [
  [/^streamlit$/, /^streamlit\.(?:[\w.]*\.)?(?:title|header|button|form|set_page_config|text_input|number_input|selectbox|slider|file_uploader|text_area|write|chat_input)$/, 'Streamlit'],
  [/^gradio$/, /^gradio\.(?:Interface|Blocks|ChatInterface|TabbedInterface)$/, 'Gradio'], [/^dash$/, /^dash\.Dash$/, 'Dash'], [/^nicegui$/, /^nicegui\.ui\.(?:run|page)$/, 'NiceGUI'], [/^chainlit$/, /^chainlit\.\w+$/, 'Chainlit'], [/^panel$/, /^panel\.\w+/, 'Panel'], [/^shiny$/, /^shiny\.App$/, 'Shiny'],
]
const PREDICTS = /predict|infer|classif|recommend|forecast|score|generate|detect/i

/** The pages of the project's code, those that ask a model first; one a file. */
export const pagesOf = memoise((facts: RepositoryFacts): readonly Page[] => projectModulesOf(facts).flatMap((module): readonly Page[] => {
  const { imports } = definitionsOf(module.tree)
  const roots = new Set(imports.map((one) => one.module.split('.')[0] ?? ''))
  return FRAMEWORKS.flatMap(([root, shows, framework]): readonly Page[] => {
    if (![...roots].some((name) => root.test(name))) return []
    const calls = callsOf(module.tree)
    const first = calls.find((call) => shows.test(call.name))
    if (first === undefined) return []
    const asks = calls.find((call) => PREDICTS.test(call.method) || (/^(?:requests|httpx)\.(?:post|get|request)$/.test(call.name)))
    return [{ framework, path: module.path, line: first.line, says: `a page of ${framework}${asks === undefined ? '' : `, which asks ${asks.method}`}`, predicts: asks !== undefined }]
  })
}).toSorted((one, other) => Number(other.predicts) - Number(one.predicts)))
