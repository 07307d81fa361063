import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pointsOf, sumOfPoints } from '../../src/grade/points.ts'

const item = (id: string, credit: number, of = 1): { readonly id: string; readonly credit: number; readonly of: number } => ({ id, credit, of })

it('what the items are worth adds up to the points of the course, whatever the rounding', () => {
  const parts = pointsOf(Array.from({ length: 15 }, (_, index) => item(`${index}`, 1)), 100)
  expect(new Set(parts.map(({ of }) => of))).toEqual(new Set([6.67, 6.66]))
  expect([sumOfPoints(parts.map(({ points }) => points)), sumOfPoints(parts.map(({ of }) => of))]).toEqual([100, 100])
})

it('an item earns its share of what it is worth, and one that does not count is worth nothing', () => {
  expect(pointsOf([item('a', 0.5), item('excused', 0, 0), item('b', 2, 3)], 40)).toEqual([{ id: 'a', points: 5, of: 10 }, { id: 'excused', points: 0, of: 0 }, { id: 'b', points: 20, of: 30 }])
  expect(pointsOf([item('unknown', 0, 0)], 40)).toEqual([{ id: 'unknown', points: 0, of: 0 }])
})

it('all of the credit is all of the points, and more credit never earns less', () => {
  const parts = fc.array(fc.record({ of: fc.double({ min: 0.01, max: 9, noNaN: true }), share: fc.double({ min: 0, max: 1, noNaN: true }), more: fc.double({ min: 0, max: 1, noNaN: true }) }), { minLength: 1, maxLength: 20 })
  fc.assert(fc.property(parts, fc.integer({ min: 1, max: 1000 }), (items, points) => {
    const earned = (credit: (one: (typeof items)[number]) => number): number => sumOfPoints(pointsOf(items.map((one, index) => item(`${index}`, credit(one), one.of)), points).map((part) => part.points))
    expect(earned(({ of }) => of)).toBe(points)
    expect(earned(({ of, share, more }) => of * Math.min(1, share + more))).toBeGreaterThanOrEqual(earned(({ of, share }) => of * share))
  }))
})
