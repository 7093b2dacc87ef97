#!/usr/bin/env python3
"""Holds a CSV file against the rules of the FOCUS specification, version 1.2, for usage that is paid on demand.

    focus_rules.py FILE TOTAL      prints `row N, Column: what is wrong` for each violation; exits with 1 if there is any

The rules are written from the specification (github.com/FinOps-Open-Cost-and-Usage-Spec/FOCUS_Spec), not from the program.
"""
import csv
import json
import re
import sys
from datetime import datetime, timedelta, timezone
from decimal import Decimal

MANDATORY = """BilledCost BillingAccountId BillingAccountName BillingCurrency BillingPeriodEnd BillingPeriodStart
ChargeCategory ChargeClass ChargeDescription ChargePeriodEnd ChargePeriodStart ContractedCost EffectiveCost
InvoiceIssuerName ListCost PricingQuantity PricingUnit ProviderName PublisherName ServiceCategory ServiceName""".split()

# Present where the provider supports what they are about, or recommended.
CONDITIONAL = """AvailabilityZone BillingAccountType CapacityReservationId CapacityReservationStatus ChargeFrequency
CommitmentDiscountCategory CommitmentDiscountId CommitmentDiscountName CommitmentDiscountQuantity
CommitmentDiscountStatus CommitmentDiscountType CommitmentDiscountUnit ConsumedQuantity ConsumedUnit
ContractedUnitPrice InvoiceId ListUnitPrice PricingCategory PricingCurrency PricingCurrencyContractedUnitPrice
PricingCurrencyEffectiveCost PricingCurrencyListUnitPrice RegionId RegionName ResourceId ResourceName ResourceType
ServiceSubcategory SkuId SkuMeter SkuPriceDetails SkuPriceId SubAccountId SubAccountName SubAccountType Tags""".split()

DECIMALS = """BilledCost ConsumedQuantity ContractedCost ContractedUnitPrice EffectiveCost ListCost ListUnitPrice
PricingCurrencyContractedUnitPrice PricingCurrencyEffectiveCost PricingCurrencyListUnitPrice PricingQuantity
CommitmentDiscountQuantity""".split()
MOMENTS = "BillingPeriodEnd BillingPeriodStart ChargePeriodEnd ChargePeriodStart".split()
OBJECTS = "SkuPriceDetails Tags".split()

# Of charges of the category Usage that correct nothing and use no commitment.
NEVER_NULL = [name for name in MANDATORY if name not in ("ChargeClass", "BillingAccountName")] + """BillingAccountType
ChargeFrequency ConsumedQuantity ConsumedUnit ContractedUnitPrice ListUnitPrice PricingCategory PricingCurrency
PricingCurrencyEffectiveCost ServiceSubcategory SkuId SkuPriceId""".split()
ALWAYS_NULL = """ChargeClass CapacityReservationStatus CommitmentDiscountCategory CommitmentDiscountId
CommitmentDiscountName CommitmentDiscountQuantity CommitmentDiscountStatus CommitmentDiscountType
CommitmentDiscountUnit""".split()
# Either both are null or neither is.
TOGETHER = [("RegionId", "RegionName"), ("SubAccountId", "SubAccountType"), ("BillingAccountId", "BillingAccountType"),
            ("SkuId", "SkuPriceId"), ("ConsumedQuantity", "ConsumedUnit"), ("PricingQuantity", "PricingUnit")]
# The first may only have a value where the second has one.
NEEDS = [("ResourceName", "ResourceId"), ("ResourceType", "ResourceId"), ("SkuMeter", "SkuId"),
         ("SkuPriceDetails", "SkuPriceId")]

ALLOWED = {
    "ChargeCategory": {"Usage", "Purchase", "Tax", "Credit", "Adjustment"},
    "ChargeClass": {"Correction"},
    "ChargeFrequency": {"One-Time", "Recurring", "Usage-Based"},
    "PricingCategory": {"Standard", "Dynamic", "Committed", "Other"},
}
SUBCATEGORIES = {
    "AI and Machine Learning": {"Bots", "Generative AI", "Machine Learning", "Natural Language Processing",
                                "Other (AI and Machine Learning)"},
    "Analytics": {"Analytics Platform", "Business Intelligence", "Data Processing", "Search", "Streaming Analytics",
                  "Other (Analytics)"},
    "Compute": {"Containers", "End User Computing", "Quantum", "Serverless Compute", "Virtual Machines",
                "Other (Compute)"},
    "Other": {"Other (Other)"},
}
DATA_SIZES = {prefix + unit for prefix in ["", "K", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]
              for unit in "bB"}
TIMES = {"Years", "Months", "Days", "Hours", "Minutes", "Seconds"}

NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
KEY = re.compile(r"[A-Z][A-Za-z0-9]*")
NANO = Decimal("1e-9")


class Checker:
    def __init__(self):
        self.problems = []
        self.row = 0

    def complain(self, column, what):
        self.problems.append(f"row {self.row}, {column}: {what}")

    def header(self, names):
        for name in MANDATORY:
            if name not in names:
                self.complain(name, "missing")
        for name in names:
            if names.count(name) > 1:
                self.complain(name, "there twice")
            if name in MANDATORY or name in CONDITIONAL:
                continue
            if not name.startswith("x_"):
                self.complain(name, "is no column of FOCUS 1.2, and has no x_")
            elif not KEY.fullmatch(name[2:]):
                self.complain(name, "is not in Pascal case")

    def types(self, row):
        for name in DECIMALS:
            if row[name] and not NUMBER.fullmatch(row[name]):
                self.complain(name, f"'{row[name]}' is no decimal number")
        for name in MOMENTS:
            if not MOMENT.fullmatch(row[name]):
                self.complain(name, f"'{row[name]}' is no YYYY-MM-DDTHH:mm:ssZ")
        for name in OBJECTS:
            if row[name]:
                self.pairs(name, row[name])
        for name, value in row.items():
            if value.strip().upper() in ("NULL", "N/A", "NONE") and name not in ("Tags",):
                self.complain(name, "a word that stands for null")
        for name in ("PricingUnit", "ConsumedUnit"):
            self.unit(name, row[name])
        if not re.fullmatch("[A-Z]{3}", row["BillingCurrency"]):
            self.complain("BillingCurrency", "is no code of ISO 4217")

    def pairs(self, name, text):
        value = json.loads(text)
        if not isinstance(value, dict) or any(isinstance(each, (dict, list)) for each in value.values()):
            self.complain(name, "is no object of plain values")
        if name == "SkuPriceDetails" and any(not KEY.fullmatch(key.removeprefix("F_")) for key in value):
            self.complain(name, "a key is not in Pascal case")

    def unit(self, name, unit):
        parts = unit.split("-")
        for part in parts[:-1]:
            if part not in DATA_SIZES and not part[:1].isupper() and not re.match("v[A-Z]", part):
                self.complain(name, f"'{unit}' is not capitalised")
        if len(parts) > 1 and parts[-1] not in TIMES:
            self.complain(name, f"'{unit}' does not end in a plural")
        if len(parts) == 1 and parts[0] not in DATA_SIZES and not parts[0][:1].isupper():
            self.complain(name, f"'{unit}' is no unit")

    def nulls(self, row):
        for name in NEVER_NULL:
            if not row[name]:
                self.complain(name, "must not be null")
        for name in ALWAYS_NULL:
            if row[name]:
                self.complain(name, "must be null")
        for one, other in TOGETHER:
            if bool(row[one]) != bool(row[other]):
                self.complain(one, f"is null where {other} is not, or the other way round")
        for one, other in NEEDS:
            if row[one] and not row[other]:
                self.complain(one, f"must be null where {other} is")

    def values(self, row):
        for name, allowed in ALLOWED.items():
            if row[name] and row[name] not in allowed:
                self.complain(name, f"'{row[name]}' is not allowed")
        if row["ServiceSubcategory"] not in SUBCATEGORIES.get(row["ServiceCategory"], ()):
            self.complain("ServiceSubcategory", f"is none of '{row['ServiceCategory']}'")
        if row["ChargeCategory"] != "Usage":
            self.complain("ChargeCategory", "usage is all that is simulated")

    def periods(self, row):
        def moment(name):
            return datetime.strptime(row[name], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
        begin, end = moment("BillingPeriodStart"), moment("BillingPeriodEnd")
        if begin.day != 1 or begin.time() != datetime.min.time():
            self.complain("BillingPeriodStart", "is no beginning of a month")
        if (begin + timedelta(days=32)).replace(day=1) != end:
            self.complain("BillingPeriodEnd", "is not the end of that month")
        if not begin <= moment("ChargePeriodStart") < moment("ChargePeriodEnd") <= end:
            self.complain("ChargePeriodStart", "the charge does not lie in its billing period")

    def costs(self, row):
        cost = Decimal(row["BilledCost"])
        for name in ("EffectiveCost", "ListCost", "ContractedCost", "PricingCurrencyEffectiveCost"):
            if Decimal(row[name]) != cost:
                self.complain(name, "differs, though there are neither discounts nor commitments")
        if cost < 0 or Decimal(row["PricingQuantity"]) < 0:
            self.complain("BilledCost", "is negative")
        for price in ("ListUnitPrice", "ContractedUnitPrice"):
            # A line is rounded once and shared in whole nano-dollars; two cuts may each lose one of them.
            if abs(Decimal(row[price]) * Decimal(row["PricingQuantity"]) - cost) > 2 * NANO:
                self.complain(price, f"times PricingQuantity is not {cost}")
        return cost


def main():
    path, total = sys.argv[1:]
    checker = Checker()
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file, strict=True)
        checker.header(reader.fieldnames)
        billed = Decimal(0)
        if not checker.problems:
            for checker.row, row in enumerate(reader, 1):
                if None in row or None in row.values():
                    checker.complain("all", "another number of fields than the header has")
                    continue
                checker.types(row)
                checker.nulls(row)
                checker.values(row)
                if not checker.problems:
                    checker.periods(row)
                    billed += checker.costs(row)
    if not checker.problems and billed != Decimal(total):
        checker.complain("BilledCost", f"adds up to {billed}, not {total}")
    print("\n".join(checker.problems) or f"{checker.row} rows hold")
    return 1 if checker.problems else 0


sys.exit(main())
