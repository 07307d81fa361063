const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MOST_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether a cron of five fields ever comes: one for the thirty-first of February never does. What is not plainly written is taken to come. */
export function comesEver(cron: string): boolean {
  const [, , days = '*', months = '*', weekday = '*'] = cron.trim().split(/\s+/, 6)
  // With a weekday beside it, a day of the month is one of two ways to come.
  if (weekday !== '*' && weekday !== '?') return true
  const [firstDay, asked] = [lowest(days), monthsIn(months)]
  return firstDay === null || asked === null || asked.some((month) => (MOST_DAYS[month - 1] ?? 0) >= firstDay)
}

/** The lowest day of a list of days and ranges; null where any may be meant. */
function lowest(field: string): number | null {
  const numbers = field.split(',').map((part) => /^(\d{1,2})(?:-\d{1,2})?(?:\/\d{1,2})?$/.exec(part)?.[1])
  return numbers.some((one) => one === undefined) ? null : Math.min(...numbers.map(Number))
}

function monthsIn(field: string): readonly number[] | null {
  const months: number[] = []
  for (const part of field.toLowerCase().split(',')) {
    const [, from = '', to = from] = /^(\d{1,2}|[a-z]{3})(?:-(\d{1,2}|[a-z]{3}))?$/.exec(part) ?? []
    const [first, last] = [monthOf(from), monthOf(to)]
    if (first === null || last === null || last < first) return null
    for (let month = first; month <= last; month += 1) months.push(month)
  }
  return months
}

function monthOf(word: string): number | null {
  const month = MONTHS.includes(word) ? MONTHS.indexOf(word) + 1 : Number(word)
  return Number.isInteger(month) && month >= 1 && month <= 12 ? month : null
}
