import { Search } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'

export type SearchFormProps = { readonly action: string; readonly query: string; readonly label: string }

/** A search that lives in the address (`?q=…`): works without script, can be bookmarked. */
export const SearchForm = ({ action, query, label }: SearchFormProps) => (
  <search className="w-full max-w-sm">
    <form action={action} className="flex gap-2">
      <Input type="search" name="q" defaultValue={query} aria-label={label} placeholder={label} />
      <Button type="submit" variant="secondary" size="icon" aria-label="Search">
        <Search />
      </Button>
    </form>
  </search>
)
