ALTER TABLE "ledger_entries" DROP CONSTRAINT "ledger_entries_sign";--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_sign" CHECK (case when "ledger_entries"."kind" in ('grant', 'topup') then "ledger_entries"."amount" > 0 when "ledger_entries"."kind" = 'expiration' then "ledger_entries"."amount" <> 0
          else "ledger_entries"."amount" < 0 end);