ALTER TABLE "users" DROP CONSTRAINT "users_email_is_lower";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "email_verified" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_email_is_lower" CHECK ("users"."email" = lower("users"."email" collate "C"));--> statement-breakpoint
-- Nobody became known by an address that was not verified.
UPDATE "users" SET "email_verified" = true;
--> statement-breakpoint
GRANT DELETE ON "user_identities" TO kontor_app;
