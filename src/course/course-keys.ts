/** A key that the file of a course may have (`grading.late.points_a_day`), and what it says. */
export type CourseKey = { readonly key: string; readonly says: string }

type Described = { readonly description?: string; readonly properties?: Readonly<Record<string, Described>>; readonly items?: Described; readonly anyOf?: readonly Described[]; readonly default?: string | number | boolean }

/** What schemas within schemas are looked through, which is more than the course's has. */
const DEEPEST = 6

/** The keys that the file of a course may have, in the order of its schema, with what each says and what holds without it. A key that says nothing of itself is told by those within it. */
export function courseKeys(schema: object): readonly CourseKey[] {
  return keysIn(schema, '', 0)
}

function keysIn({ properties = {}, items, anyOf = [] }: Described, before: string, depth: number): readonly CourseKey[] {
  if (depth > DEEPEST) return []
  const own = Object.entries(properties).flatMap(([name, one]): readonly CourseKey[] => {
    const key = before === '' ? name : `${before}.${name}`
    const says = one.description ?? one.items?.description ?? (one.properties === undefined ? TITLED[key] : undefined)
    return [...says === undefined ? [] : [{ key, says: withDefault(says, one.default) }], ...keysIn(one, key, depth + 1)]
  })
  return [...own, ...items === undefined ? [] : keysIn(items, before, depth + 1), ...anyOf.flatMap((one) => keysIn(one, before, depth + 1))]
}

/** What needs no sentence in an editor that shows the schema. */
const TITLED: Readonly<Record<string, string>> = {
  title: 'What the course is called.', 'probes.enabled': 'Whether deployed services are asked.',
  'dates.opens': 'When the course opens: a date, or a date and time.', 'dates.due': 'When the capstone is due.', 'dates.closes': 'When the course closes.',
}

function withDefault(says: string, value: string | number | boolean | undefined): string {
  const sentence = `${says.slice(0, 1).toUpperCase()}${says.slice(1)}${/[.!?]$/.test(says) ? '' : '.'}`
  return value === undefined ? sentence : `${sentence} Without it ${typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)}.`
}
