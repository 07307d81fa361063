import { asList, asMap, asText, type JsonMap } from '../../parse/json.ts'
import { memoise } from '../memoise.ts'
import { attributeOf, literalText, resourcesOfType } from '../operations/terraform.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { lineAt, yamlPartsOf } from '../settings/settings.ts'
import type { Route } from './route.ts'
import { joinUrl } from './web-frameworks.ts'

const FUNCTIONS = 200

/** The routes that infrastructure as code gives to functions behind a gateway, in whatever language they are written: Terraform's API Gateway, SAM's events, the Serverless Framework's. */
export const gatewayRoutesOf = memoise((facts: RepositoryFacts): readonly Route[] => [
  ...resourcesOfType(facts, (type) => type === 'aws_apigatewayv2_route' || type === 'aws_api_gateway_resource').flatMap(({ path, line, block }) => {
    const given = attributeOf(block, 'route_key') ?? attributeOf(block, 'path_part')
    return route(literalText(given?.value), null, path, given?.line ?? line)
  }),
  ...yamlPartsOf(facts).flatMap(({ path, document: { value, lines } }) => [
    ...functionsIn(asMap(value)?.['Resources']).flatMap(([name, one]) => functionsIn(asMap(one['Properties'])?.['Events']).flatMap(([event, { Type: type, Properties: properties }]) =>
      /^(?:Http)?Api$/.test(asText(type) ?? '') ? route(asText(asMap(properties)?.['Path']), asText(asMap(properties)?.['Method']), path, lineAt(lines, `Resources.${name}.Properties.Events.${event}.Properties.Path`)) : [])),
    ...functionsIn(asMap(value)?.['functions']).flatMap(([name, one]) => (asList(one['events']) ?? []).slice(0, FUNCTIONS).flatMap((event, index) => {
      const given = asMap(event)?.['httpApi'] ?? asMap(event)?.['http']
      return route(asText(given) ?? asText(asMap(given)?.['path']), asText(asMap(given)?.['method']), path, lineAt(lines, `functions.${name}.events.${index}`))
    })),
  ]),
])

function functionsIn(value: JsonMap[string] | undefined): readonly (readonly [name: string, one: JsonMap])[] {
  return Object.entries(asMap(value) ?? {}).slice(0, FUNCTIONS).flatMap(([name, one]) => { const map = asMap(one); return map === null ? [] : [[name, map] as const] })
}

/** `GET /health`, or a path with its method beside it. */
function route(text: string | null, method: string | null, module: string, line: number): readonly Route[] {
  const [, verb, path] = /^(?:([A-Z]+) )?(\S+)$/.exec(text ?? '') ?? []
  const methods = [verb ?? method ?? 'ANY'].map((one) => one.toUpperCase()).filter((one) => !/^(?:ANY|\*)$/.test(one))
  return path === undefined || path.startsWith('$') ? [] : [{ framework: 'API Gateway', methods, path: joinUrl('', path), mounted: true, handler: null, module, line }]
}
