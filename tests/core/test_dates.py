"""When things happened, as workers write it: every row is read on 22 November 2026, a Sunday, unless it says otherwise."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.dates import EVENTS, When, lone, read
from bot.core.text import normal

TODAY = date(2026, 11, 22)


def when(text: str) -> When:
    """A day, a month or a span as written in the tables below: 2026-03-15, 2026-03, 2026-03-01/2026-03-10."""
    if "/" in text:
        since, until = text.split("/")
        return When(date.fromisoformat(since), date.fromisoformat(until))
    if len(text) == 10:
        return When(date.fromisoformat(text), date.fromisoformat(text))
    if len(text) == 4:
        return When(date(int(text), 1, 1), date(int(text), 12, 31))
    first = date.fromisoformat(text + "-01")
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return When(first, date.fromordinal(after.toordinal() - 1))


def parsed(text: str, today: date = TODAY) -> dict[str, When]:
    return dict(read(normal(text), today))


CHINESE = [
    # Full dates, in every way of writing them.
    ("2026年3月31日离职", {"ended": "2026-03-31"}),
    ("2026-03-31离职", {"ended": "2026-03-31"}),
    ("2026/3/31被辞退", {"ended": "2026-03-31"}),
    ("２０２６．３．３１　被辭退", {"ended": "2026-03-31"}),
    ("20260331离职", {"ended": "2026-03-31"}),
    ("二〇二五年三月十五号入职", {"started": "2025-03-15"}),
    ("2021年3月3入职", {"started": "2021-03-03"}),
    ("离职时间2026年3月31日", {"ended": "2026-03-31"}),
    ("入职日期：2025-08-01", {"started": "2025-08-01"}),
    ("入职2014.9.1，离开2026.2.28", {"started": "2014-09-01", "ended": "2026-02-28"}),
    # Months and years.
    ("2026.3入职", {"started": "2026-03"}),
    ("26年3月入职", {"started": "2026-03"}),
    ("今年3月入职", {"started": "2026-03"}),
    ("去年8月进厂", {"started": "2025-08"}),
    ("前年5月从连锁酒店离职", {"ended": "2024-05"}),
    ("我八月份离职的", {"ended": "2026-08"}),
    ("十二月被裁", {"ended": "2025-12"}),
    ("我2017年5月进来的", {"started": "2017-05"}),
    ("本人于2021年3月入职", {"started": "2021-03"}),
    ("2019年进公司", {"started": "2019"}),
    ("前年来这个厂上班", {"started": "2024"}),
    ("去年离职的", {"ended": "2025"}),
    ("08年进厂", {"started": "2008"}),
    ("96年进的服装厂", {"started": "1996"}),
    ("18年入职", {"started": "2018"}),
    # Days whose year is the latest past one.
    ("3月15号被辞退", {"ended": "2026-03-15"}),
    ("12月20号被开除", {"ended": "2025-12-20"}),
    ("五月十六日被辞退", {"ended": "2026-05-16"}),
    ("10/31号走的", {"ended": "2026-10-31"}),
    ("15号被辞退", {"ended": "2026-11-15"}),
    ("25号被辞退", {"ended": "2026-10-25"}),
    ("我31号走的", {"ended": "2026-10-31"}),
    # Words for days, weeks, months.
    ("昨天被开除", {"ended": "2026-11-21"}),
    ("今天被辞退了", {"ended": "2026-11-22"}),
    ("前天摔伤了", {"injured_on": "2026-11-20"}),
    ("大前天摔伤了手", {"injured_on": "2026-11-19"}),
    ("昨晚被机器压断手指", {"injured_on": "2026-11-21"}),
    ("刚才老板让我走人", {"ended": "2026-11-22"}),
    ("刚刚被辞退", {"ended": "2026-11-15/2026-11-22"}),
    ("上周被辞退", {"ended": "2026-11-09/2026-11-15"}),
    ("上周五受伤", {"injured_on": "2026-11-13"}),
    ("上星期三被辞退", {"ended": "2026-11-11"}),
    ("上個禮拜五被炒魷魚", {"ended": "2026-11-13"}),
    ("这周一被劝退", {"ended": "2026-11-16"}),
    ("上上周二受伤", {"injured_on": "2026-11-03"}),
    ("上个月15号被辞退", {"ended": "2026-10-15"}),
    ("被开除是上个月底", {"ended": "2026-10-21/2026-10-31"}),
    ("上月底走的", {"ended": "2026-10-21/2026-10-31"}),
    ("这个月初受伤", {"injured_on": "2026-11-01/2026-11-10"}),
    ("月初被辞退", {"ended": "2026-11-01/2026-11-10"}),
    ("上个月中旬离职", {"ended": "2026-10-10/2026-10-20"}),
    ("本月20号离职", {"ended": "2026-11-20"}),
    ("这个月被辞退", {"ended": "2026-11-01/2026-11-22"}),
    ("六月底从物流公司离职", {"ended": "2026-06-21/2026-06-30"}),
    ("年初入职", {"started": "2026-01-01/2026-03-31"}),
    ("去年底离职", {"ended": "2025-11-01/2025-12-31"}),
    ("今年上半年入职", {"started": "2026-01-01/2026-06-30"}),
    # So long ago.
    ("三天前被炒", {"ended": "2026-11-19"}),
    ("两周前被辞退", {"ended": "2026-11-05/2026-11-11"}),
    ("半个月前提的离职", {"noticed_on": "2026-11-02/2026-11-12"}),
    ("两个多月前离职", {"ended": "2026-08-22/2026-09-22"}),
    ("半年前离职的", {"ended": "2026-04-22/2026-06-21"}),
    ("一年前离职", {"ended": "2025-09-23/2026-01-21"}),
    ("一年多前离职", {"ended": "2024-11-22/2025-11-22"}),
    ("离职快一年了", {"ended": "2025-11-22/2026-01-21"}),
    ("离职三个月了", {"ended": "2026-08-07/2026-09-06"}),
    ("我离职已经四个月了一直没去办", {"ended": "2026-07-07/2026-08-06"}),
    ("提辞职一个月了不批", {"noticed_on": "2026-10-07/2026-11-06"}),
    ("前几天被水烫伤了手", {"injured_on": "2026-11-13/2026-11-20"}),
    # Feasts.
    ("国庆前离职", {"ended": "2026-09-10/2026-09-30"}),
    ("国庆后被辞退", {"ended": "2026-10-01/2026-10-29"}),
    ("春节后进厂", {"started": "2026-01-15/2026-03-21"}),
    ("过年前走的", {"ended": "2025-12-25/2026-02-19"}),
    ("去年五一期间受伤", {"injured_on": "2025-05-01/2025-05-05"}),
    # The place of the time, and two times in one message.
    ("我2025年8月进厂的，今年10月31号走的", {"started": "2025-08", "ended": "2026-10-31"}),
    ("2022年5月入职2024年6月离职", {"started": "2022-05", "ended": "2024-06"}),
    ("入职2022.8 离职2024.5", {"started": "2022-08", "ended": "2024-05"}),
    ("昨天，老板把我开除了", {"ended": "2026-11-21"}),
    ("3月15号那天，我被辞退", {"ended": "2026-03-15"}),
    ("我12月25号提离职，1月25号走的", {"noticed_on": "2025-12-25", "ended": "2026-01-25"}),
    ("3月15号提的辞职，20号走的", {"noticed_on": "2026-03-15", "ended": "2026-03-20"}),
    ("上个月15号受伤，昨天被辞退", {"injured_on": "2026-10-15", "ended": "2026-11-21"}),
    ("2024年7月入职某公司，至2025年2月离职", {"started": "2024-07", "ended": "2025-02"}),
    ("三月干到十月", {"ended": "2026-10"}),
    ("2020年3月开始上班", {"started": "2020-03"}),
    ("从2019年在这家公司上班", {"started": "2019"}),
    ("可我2021年4月就上班了", {"started": "2021-04"}),
    # Injury, award, contract, demand, notice, unpaid wages.
    ("2018年2月17日在工地受伤", {"injured_on": "2018-02-17"}),
    ("去年11月在服装厂被蒸汽烫伤整条手臂", {"injured_on": "2025-11"}),
    ("今年1月被吊装的钢梁砸断左小腿", {"injured_on": "2026-01"}),
    ("17年12月23日出的工伤", {"injured_on": "2017-12-23"}),
    ("11月1号收到裁决书", {"award_on": "2026-11-01"}),
    ("裁决书是昨天收到的", {"award_on": "2026-11-21"}),
    ("上周三拿到仲裁裁决", {"award_on": "2026-11-11"}),
    ("判决书上个月20号送达", {"award_on": "2026-10-20"}),
    ("2022年1月签的合同", {"signed_on": "2022-01"}),
    ("合同签的日期是2022年1月", {"signed_on": "2022-01"}),
    ("合同是去年5月签的", {"signed_on": "2025-05"}),
    ("上个月15号去劳动局投诉过", {"demanded_on": "2026-10-15"}),
    ("老板去年12月给我打了欠条", {"demanded_on": "2025-12"}),
    ("上周找老板要过工资", {"demanded_on": "2026-11-09/2026-11-15"}),
    ("最后一次讨薪是去年11月", {"demanded_on": "2025-11"}),
    ("去年3月投诉过？我去年3月去劳动局投诉过，今年5月又去监察大队投诉了", {"demanded_on": "2026-05"}),
    ("包工头去年12月答应年底给", {"demanded_on": "2025-12"}),
    ("9月3日以EMS邮寄书面辞职通知", {"noticed_on": "2026-09-03"}),
    ("六月三号递的辞职信", {"noticed_on": "2026-06-03"}),
    ("3月15号老板通知我不用来了", {"noticed_on": "2026-03-15"}),
    ("上周五主管突然通知我明天不用来了", {"noticed_on": "2026-11-13"}),
    ("10月8号收到公司解除合同的通知", {"noticed_on": "2026-10-08"}),
    ("从今年3月开始没发工资", {"unpaid_since": "2026-03"}),
    ("4月至今未发工资", {"unpaid_since": "2026-04"}),
    ("去年三月到现在没有发工资", {"unpaid_since": "2025-03"}),
    ("从2021年12月至2022年4月共五个月未发工资", {"unpaid_since": "2021-12"}),
    ("公司从18年七月起开始拖欠工资", {"unpaid_since": "2018-07"}),
    ("从3月开始不给加班费", {"unpaid_since": "2026-03"}),
    ("老板拖欠工资从去年10月到现在", {"unpaid_since": "2025-10"}),
    ("10月20号仲裁判下来的", {"award_on": "2026-10-20"}),
    ("老公上个月在工地从架子上掉下来", {"injured_on": "2026-10"}),
    # The end of a contract, and days to come.
    ("合同今年六月到期，公司说到期不续了", {"ended": "2026-06"}),
    ("合同下个月到期", {"ended": "2026-12"}),
    ("合同3月31号到期了", {"ended": "2026-03-31"}),
    ("合同2026年12月31日到期", {"ended": "2026-12-31"}),
    ("下个月5号离职", {"ended": "2026-12-05"}),
    ("我12月5号要走", {"ended": "2026-12-05"}),
    ("将于明年1月10日离职", {"ended": "2027-01-10"}),
    ("打算下周一离职", {"ended": "2026-11-23"}),
    # Cantonese and the traditional script.
    ("琴日俾老细炒咗", {"ended": "2026-11-21"}),
    ("7月16號入職冇勞動合約，9月16號辦離職", {"started": "2026-07-16", "ended": "2026-09-16"}),
]  # fmt: skip

OTHERS = [
    ("I was fired on 15 March 2026", {"ended": "2026-03-15"}),
    ("I was fired on March 15, 2026", {"ended": "2026-03-15"}),
    ("fired 03/15/2026", {"ended": "2026-03-15"}),
    ("I resigned on 2026-03-15", {"ended": "2026-03-15"}),
    ("started last August", {"started": "2026-08"}),
    ("left yesterday", {"ended": "2026-11-21"}),
    ("two weeks ago I was fired", {"ended": "2026-11-05/2026-11-11"}),
    ("injured on 3/15", {"injured_on": "2026-03-15"}),
    ("I left at the end of last month", {"ended": "2026-10-21/2026-10-31"}),
    ("I started in March and was fired yesterday", {"started": "2026-03", "ended": "2026-11-21"}),
    ("joined 2014-03, laid off 2023-08", {"started": "2014-03", "ended": "2023-08"}),
    ("I signed the contract on May 3, 2025", {"signed_on": "2025-05-03"}),
    ("my boss hasn't paid me since March", {"unpaid_since": "2026-03"}),
    ("I got the arbitration award three days ago", {"award_on": "2026-11-19"}),
    ("I handed in a written notice on the 2nd of last month", {"noticed_on": "2026-10-02"}),
    ("I quit last Friday", {"ended": "2026-11-13/2026-11-20"}),
    ("bị đuổi việc ngày 15/3/2026", {"ended": "2026-03-15"}),
    ("tôi bị tai nạn ngày 5/3/2026", {"injured_on": "2026-03-05"}),
    ("tôi bị đuổi việc hôm qua", {"ended": "2026-11-21"}),
    ("tôi nghỉ việc tháng trước", {"ended": "2026-10"}),
    ("tôi vào làm tháng 3 năm nay", {"started": "2026-03"}),
    ("tôi nghỉ việc ngày 15 tháng 3 năm 2026", {"ended": "2026-03-15"}),
    ("tôi nghỉ việc cách đây 2 tuần", {"ended": "2026-11-05/2026-11-11"}),
    ("công ty nợ lương từ tháng 3", {"unpaid_since": "2026-03"}),
    ("ngày 28/6 năm nay tôi vào công ty", {"started": "2026-06-28"}),
    ("dipecat tanggal 15 Maret 2026", {"ended": "2026-03-15"}),
    ("saya dipecat kemarin", {"ended": "2026-11-21"}),
    ("saya berhenti kerja bulan lalu", {"ended": "2026-10"}),
    ("saya mulai kerja bulan Maret 2025", {"started": "2025-03"}),
    ("saya kecelakaan tanggal 5/3/2026", {"injured_on": "2026-03-05"}),
    ("gaji belum dibayar sejak Maret", {"unpaid_since": "2026-03"}),
    ("saya dipecat dua minggu yang lalu", {"ended": "2026-11-05/2026-11-11"}),
    ("tinanggal ako noong Marso 15", {"ended": "2026-03-15"}),
    ("tinanggal ako kahapon", {"ended": "2026-11-21"}),
    ("umalis ako noong isang buwan", {"ended": "2026-10"}),
    ("nagsimula ako noong Enero 2025", {"started": "2025-01"}),
    ("nasugatan ako noong isang linggo", {"injured_on": "2026-11-09/2026-11-15"}),
    ("zuotian bei citui", {"ended": "2026-11-21"}),
    ("shang ge yue lizhi", {"ended": "2026-10"}),
    ("3 yue 15 hao bei citui", {"ended": "2026-03-15"}),
    ("မနေ့က အလုပ်ထုတ်ခံရတယ်", {"ended": "2026-11-21"}),
    ("ဒီနေ့ အလုပ်ဖြုတ်ခံရတယ်", {"ended": "2026-11-22"}),
    ("၁၅/၃/၂၀၂၆ အလုပ်ထုတ်ခံရတယ်", {"ended": "2026-03-15"}),
    ("ပြီးခဲ့တဲ့လက အလုပ်ထွက်ခဲ့တယ်", {"ended": "2026-10"}),
    ("၂၀၂၆-၀၃-၁၅ မှာ ဒဏ်ရာရခဲ့တယ်", {"injured_on": "2026-03-15"}),
    ("ပြီးခဲ့တဲ့ အပတ်က အလုပ်ဝင်ခဲ့တယ်", {"started": "2026-11-09/2026-11-15"}),
    ("تۈنۈگۈن ئىشتىن بوشىتىلدىم", {"ended": "2026-11-21"}),
    ("بۈگۈن ئىشتىن ھەيدەلدىم", {"ended": "2026-11-22"}),
    ("ئۆتكەن ئاي ئىشتىن چىقتىم", {"ended": "2026-10"}),
    ("ئۆتكەن ھەپتە يارىلاندىم", {"injured_on": "2026-11-09/2026-11-15"}),
    ("2026-يىلى 3-ئاينىڭ 15-كۈنى ئىشتىن كەتتىم", {"ended": "2026-03-15"}),
    ("15/3/2026 ئىشقا كىردىم", {"started": "2026-03-15"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CHINESE + OTHERS)
def test_events_are_dated(text: str, expected: dict[str, str]) -> None:
    assert parsed(text) == {name: when(value) for name, value in expected.items()}


@pytest.mark.parametrize(
    "text",
    [
        # Wages, hours, lengths of time, months of wages.
        "底薪2000一天12小时", "一个月三千五,一天干11个钟", "干了14个月没签合同,月薪4200", "拖欠3个月工资", "3月工资没发",
        "上个月工资没发", "去年的年终奖离职了还给吗", "前年去年的加班费现在离职了还能一起要吗", "工龄18年被辞退", "干了三年被开除",
        "每月15号发工资", "20号发工资", "试用期3个月", "入职满一个月", "提前30天提辞职", "9月的加班费没给我就走人",
        # Suppositions, plans that never came, denials, questions.
        "如果下个月5号离职", "如果离职三个月了", "合同到期三个月了还在上班", "要是昨天被辞退", "昨天想辞职", "上个月没被辞退", "昨天不同意离职", "我可以今天辞职吗", "明年涨工资吗",
        # Bounds, habits and times of the future that were spoken of in the past.
        "3月31号前离职", "2020年以后离职的", "每年春节前辞职", "每年3月签合同", "公司说明天不用来了",
        # Papers and topics.
        "去年工伤认定书拿到了", "上个月的离职证明", "今年工伤保险怎么交", "昨天去打离职证明", "上个月客户投诉了一批货",
        # Somebody else's.
        "去年猝死一个工友", "今年已有五人受伤", "老板昨天开车走了", "爷爷上周六走了",
        # Days that do not exist, years out of bounds, more than one reading.
        "2月30日被辞退", "2026年13月5日离职", "1985年进厂", "2035年5月离职", "fired on 3/5/2026", "合同12月31号到期", "3号线旁边的厂被辞退",
        "去年3月干到10月",
        # No event or no time.
        "2026年3月31日", "昨天", "被辞退了", "今天天气怎么样", "国庆加班几倍",
        "salary 2500 a month, 12 hours a day", "I may be fired", "my last month salary", "if I was fired yesterday", "I have 2 days left",
        "lương tháng 3 chưa trả", "tôi làm 3 tháng", "gaji bulan lalu belum dibayar", "magang enam bulan lalu berhenti", "OT nung nakaraang taon",
        "2000", "", " ", "1/2", "12:30-18:00",
    ],
)  # fmt: skip
def test_what_is_not_said_stays_out(text: str) -> None:
    assert parsed(text) == {}


def test_overlapping_times_of_one_event_give_the_narrowest_and_others_nothing() -> None:
    assert parsed("去年8月进厂。2025年8月12号入职") == {"started": when("2025-08-12")}
    assert parsed("去年3月受伤。今年5月受伤") == {}


def test_a_day_that_may_be_of_two_years_is_not_guessed() -> None:
    assert parsed("我2025年8月进厂，10月31号走的") == {"started": when("2025-08")}
    assert parsed("我2025年12月进厂，10月31号走的") == {
        "started": when("2025-12"),
        "ended": when("2026-10-31"),
    }


def test_the_end_of_a_contract_gives_way_to_the_day_of_leaving() -> None:
    assert parsed("合同今年6月到期。我今年8月走的") == {"ended": when("2026-08")}
    assert parsed("合同今年6月到期，现在还在上班") == {}


@pytest.mark.parametrize(
    ("today", "text", "expected"),
    [
        (date(2026, 1, 5), "12月20号被辞退", "2025-12-20"),
        (date(2026, 1, 5), "上个月15号被辞退", "2025-12-15"),
        (date(2026, 1, 5), "上个月被辞退", "2025-12"),
        (date(2026, 1, 5), "20号被辞退", "2025-12-20"),
        (date(2026, 1, 5), "去年12月被辞退", "2025-12"),
        (date(2026, 1, 5), "1月5号被辞退", "2026-01-05"),
        (date(2026, 1, 5), "1月6号被辞退", "2025-01-06"),
        (date(2026, 1, 1), "昨天被辞退", "2025-12-31"),
        (date(2026, 1, 1), "上周三被辞退", "2025-12-24"),
        (date(2026, 3, 31), "上个月底被辞退", "2026-02-21/2026-02-28"),
        (date(2026, 3, 30), "31号被辞退", "2026-01-31"),
        (date(2026, 11, 22), "2月29号被辞退", "2024-02-29"),
        (date(2028, 2, 29), "昨天被辞退", "2028-02-28"),
        (date(2028, 2, 29), "2月29号被辞退", "2028-02-29"),
        (date(2028, 2, 29), "一年多前被辞退", "2026-02-28/2027-02-28"),
        (date(2025, 12, 31), "下个月5号离职", "2026-01-05"),
        (date(2025, 12, 31), "明天离职", "2026-01-01"),
    ],
)  # fmt: skip
def test_edges_of_months_and_years(today: date, text: str, expected: str) -> None:
    assert parsed(text, today) == {"ended": when(expected)}


@pytest.mark.parametrize(
    "text", ["2026年2月29日离职", "2026-02-30离职", "ngày 31/4/2026 nghỉ việc", "fired on 31 april 2026"]
)
def test_days_that_do_not_exist_are_nothing(text: str) -> None:
    assert parsed(text) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026年3月31日", "2026-03-31"), ("3月31号", "2026-03-31"), ("15号", "2026-11-15"), ("3.15", "2026-03-15"), ("3/15", "2026-03-15"),
        ("大概是去年八月份吧", "2025-08"), ("上个月", "2026-10"), ("昨天", "2026-11-21"), ("三个月前", "2026-08-07/2026-09-06"),
        ("快一年了", "2025-11-22/2026-01-21"), ("2019", "2019"), ("2019年", "2019"), ("今年", "2026-01-01/2026-11-22"), ("去年的国庆前", "2025-09-10/2025-09-30"),
        ("yesterday", "2026-11-21"), ("March", "2026-03"), ("15 March", "2026-03-15"), ("two months ago", "2026-09-07/2026-10-07"),
        ("hôm qua", "2026-11-21"), ("tháng trước", "2026-10"), ("kemarin", "2026-11-21"), ("kahapon", "2026-11-21"), ("zuotian", "2026-11-21"),
        ("မနေ့က", "2026-11-21"), ("تۈنۈگۈن", "2026-11-21"),
    ],
)  # fmt: skip
def test_an_answer_that_is_only_a_time(text: str, expected: str) -> None:
    assert lone(normal(text), TODAY) == when(expected)


@pytest.mark.parametrize(
    "text",
    [
        "3/5",
        "15块",
        "4000",
        "1985",
        "三千",
        "不知道",
        "3个月工资",
        "12小时",
        "",
        "是",
        "3 tháng",
        "昨天老板骂我",
        "2月30号",
    ],
)
def test_an_answer_that_is_no_time(text: str) -> None:
    assert lone(normal(text), TODAY) is None


_PIECES = ["2026年", "3月", "15号", "2026-03-15", "去年", "上个月", "昨天", "底", "前", "后", "的", "三个月", "多", "半", "一年", "了", "从", "开始", "到", "至今", "国庆", "春节", "被辞退", "离职", "入职", "进厂", "受伤", "签合同", "收到", "裁决书", "提辞职", "没发", "工资", "我", "老板", ",", "。", "如果", "没", "要", "下个月", "99999", "0", "31", "2月30日", "两", "周", "五", "fired", "on", "march", "last", "year", "ago", "two", "weeks", "may", "3/15/2026", "ngày", "tháng", "15", "trước", "bulan", "lalu", "kahapon", "noong", "မနေ့က", "လ", "၁၂", "ئاي", "تۈنۈگۈن", "-", "/", "."]  # fmt: skip


def _is_sound(found: dict[str, When], today: date) -> bool:
    bounds = (1990, today.year + 1)
    return set(found) <= set(EVENTS) and all(
        item.first <= item.last and bounds[0] <= item.first.year and item.last.year <= bounds[1]
        for item in found.values()
    )


@given(
    st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)),
    st.dates(date(2000, 1, 1), date(2060, 12, 31)),
)
def test_no_text_is_read_with_an_error(text: str, today: date) -> None:
    for form in (text, normal(text)):
        assert _is_sound(dict(read(form, today)), today)
        alone = lone(form, today)
        assert alone is None or alone.first <= alone.last


@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=14).map(" ".join))
def test_any_mixture_of_words_gives_sound_spans(text: str) -> None:
    assert _is_sound(parsed(text), TODAY)


_PAST = st.dates(date(2000, 1, 1), TODAY)


@given(
    _PAST,
    st.sampled_from(
        [
            ("离职", "ended"),
            ("入职", "started"),
            ("受伤", "injured_on"),
            ("收到裁决书", "award_on"),
            ("签的合同", "signed_on"),
        ]
    ),
)
def test_a_full_date_beside_an_event_is_read_back(day: date, event: tuple[str, str]) -> None:
    word, name = event
    forms = (
        f"{day}{word}",
        f"我{day}{word}了",
        f"我{day.year}年{day.month}月{day.day}日{word}",
        f"{day.year}/{day.month}/{day.day} {word}",
    )
    for text in forms:
        assert parsed(text) == {name: When(day, day)}, text


@given(_PAST)
def test_a_full_date_is_read_back_in_other_languages(day: date) -> None:
    figures = f"{day.day}/{day.month}/{day.year}"
    for text in (
        f"I was fired on {day}",
        f"bị đuổi việc ngày {figures}",
        f"saya dipecat tanggal {figures}",
        f"{figures} အလုပ်ထုတ်ခံရတယ်",
    ):
        assert parsed(text) == {"ended": When(day, day)}, text


@given(_PAST)
def test_a_full_date_alone_is_that_day(day: date) -> None:
    for text in (
        f"{day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}",
        f"是{day}吧",
        f"{day:%d %B %Y}",
    ):
        assert lone(normal(text), TODAY) == When(day, day), text


@given(st.dates(date(2025, 11, 23), TODAY))
def test_a_day_of_the_last_year_needs_no_year(day: date) -> None:
    assert parsed(f"{day.month}月{day.day}号被辞退") == {"ended": When(day, day)}


@pytest.mark.parametrize(
    "piece",
    [
        "3月1号,",
        "3月1号被辞退",
        "昨天",
        "离职了了了",
        "合同",
        "从3月到",
        "yesterday ",
        "1",
        "a",
        "တ",
        "لا",
        "2026-",
        "给我老板",
    ],
)
def test_a_very_long_text_is_read_quickly(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    begun = time.perf_counter()
    read(text, TODAY)
    lone(text, TODAY)
    assert time.perf_counter() - begun < 5
