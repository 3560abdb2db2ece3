import * as fc from "fast-check";
import { expect, test } from "vitest";
import { array, moment, text, texts, verbatim, whole } from "../../../src/store/kusto/literals.ts";
import { checkKql } from "../../engines/kusto/check.ts";
import { literalsOf, structureOf } from "../../engines/kusto/literals.ts";
import { hostileTexts } from "../sign-ins.ts";
