import type { DetailsFields } from '@/lib/contracts/org-settings'

/** The texts of the billing details, in the order of their form. */
export const detailNames = [
  'name',
  'street',
  'buildingNumber',
  'postalCode',
  'town',
  'country',
  'vatNumber',
  'email',
] as const satisfies readonly (keyof DetailsFields)[]
export type DetailName = (typeof detailNames)[number]

export const languages = ['en', 'de', 'fr', 'it'] as const

/** How each field sits in the grid of six, how long it may be, and whether it is needed. */
export const detailShapes: Readonly<
  Record<
    DetailName,
    { readonly most: number; readonly place: string; readonly needed: boolean; readonly fill?: string }
  >
> = {
  name: { most: 70, place: 'col-span-6', needed: true, fill: 'organization' },
  street: { most: 70, place: 'col-span-4 sm:col-span-5', needed: true },
  buildingNumber: { most: 16, place: 'col-span-2 sm:col-span-1', needed: false },
  postalCode: { most: 16, place: 'col-span-2', needed: true, fill: 'postal-code' },
  town: { most: 35, place: 'col-span-4 sm:col-span-3', needed: true, fill: 'address-level2' },
  country: { most: 2, place: 'col-span-6 sm:col-span-1', needed: true, fill: 'country' },
  vatNumber: { most: 30, place: 'col-span-6 sm:col-span-3', needed: false },
  email: { most: 254, place: 'col-span-6 sm:col-span-3', needed: false, fill: 'email' },
}
