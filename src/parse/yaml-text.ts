import { Document, isMap, isPair, isScalar, isSeq, visit } from 'yaml'

/** Maps and lists of so few plain values stand in one line. */
const MOST_IN_LINE = 5

/** A value as YAML that people go on writing: texts unbroken, small maps and lists in one line, and what has a `title` as a thing of its own over several. */
export function yamlText(value: object): string {
  const document = new Document(value)
  visit(document, {
    Collection: (_, node) => {
      if (!node.has('title') && isPlain(node.items) && node.items.length <= MOST_IN_LINE) node.flow = true
    },
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

function isPlain(items: readonly unknown[]): boolean {
  return items.every((item) => isPair(item) ? isFlat(item.value) : isFlat(item))
}

function isFlat(value: unknown): boolean {
  return isScalar(value) || isSeq(value) && value.items.every(isScalar) || isMap(value) && value.flow === true
}
