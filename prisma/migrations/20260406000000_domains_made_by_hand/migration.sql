-- AlterTable
ALTER TABLE "domains" ADD COLUMN     "added_by_hand" BOOLEAN NOT NULL DEFAULT false;
