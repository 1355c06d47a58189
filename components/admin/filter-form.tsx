import type { ReactNode } from 'react'
import { Button, LinkButton } from '@/components/ui/button'

export type FilterFormProps = {
  /** The page that is narrowed; without anything chosen it shows all. */
  readonly page: string
  /** What is chosen, as in the address; empty means all. */
  readonly chosen: readonly string[]
  readonly children: ReactNode
}

/** Narrows what a page lists; the choice lives in its address. */
export const FilterForm = ({ page, chosen, children }: FilterFormProps) => (
  <form action={page} key={chosen.join(' ')} className="flex flex-wrap items-end gap-x-3 gap-y-2">
    {children}
    <div className="flex gap-2">
      <Button type="submit" variant="secondary">
        Filter
      </Button>
      {chosen.some((each) => each !== '') ? (
        <LinkButton href={page} variant="ghost">
          Clear
        </LinkButton>
      ) : null}
    </div>
  </form>
)
