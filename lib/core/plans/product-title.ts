import { type Product, tierTitles } from './offer'

/** What plans are called, by plan. */
export type PlanNames = ReadonlyMap<string, string>

const isTitled = (name: string): name is keyof typeof tierTitles => Object.hasOwn(tierTitles, name)

/** What people read for a plan or a tier: never its key, unless it has no name. Every screen, mail and file asks here. */
export const productTitle = (
  plans: PlanNames,
  { product, name }: { readonly product: Product; readonly name: string },
): string => {
  if (product === 'plan') return plans.get(name) ?? name
  return isTitled(name) ? tierTitles[name] : name
}
