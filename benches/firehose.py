#!/usr/bin/env python3
"""Writes made-up tweets in the shape of Twitter's API v1.1 (about 3.7 KB a record), one a line, the same ones every time.

    benches/firehose.py 1000000 > tweets.jsonl            # 3.7 GB
    benches/firehose.py 1000000 --parts 8 --to FOLDER     # FOLDER/part-0.jsonl and so on, the same records in all

Words follow Zipf's law; a third of the records are retweets, some are advertising, some name products; two in three are
English, the others Chinese. All handles begin with `sample_`.
"""

import argparse
import json
import pathlib
import random
import sys

NAMES = ["GPT-5", "Claude 4", "Gemini 3", "DeepSeek", "Qwen3", "Bitcoin", "ETH", "Nvidia", "OpenAI", "Anthropic", "英伟达", "智谱", "$TSLA"]
DEEDS = ["released", "announces", "open-sources", "发布", "开源", "上线", "acquires", "收购"]
SYLLABLES = ["ka", "lo", "mi", "ter", "ran", "ve", "sol", "ni", "dar", "pe", "quo", "lin", "fa", "bre", "stu", "wex"]
HAN = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"


def words(chance, vocabulary, weights, count):
    return chance.choices(vocabulary, cum_weights=weights, k=count)


def setting():
    chance = random.Random(20260101)
    latin = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(30_000)]
    chinese = ["".join(chance.choices(HAN, k=chance.randint(1, 3))) for _ in range(12_000)]
    sums = {}
    for name, size in (("latin", 30_000), ("chinese", 12_000)):
        total, own = 0.0, []
        for rank in range(size):
            total += 1 / (rank + 8)
            own.append(total)
        sums[name] = own
    return latin, chinese, sums


def user(number):
    handle = f"sample_{number}"
    return {
        "id": 10_000_000 + number, "id_str": str(10_000_000 + number), "name": f"Sample {number}", "screen_name": handle,
        "location": "Somewhere", "url": f"https://t.co/u{number:08d}", "description": "A made-up account that exists in this benchmark only.",
        "translator_type": "none", "protected": False, "verified": False, "followers_count": number * 7919 % 50_000,
        "friends_count": number % 999, "listed_count": number % 31, "favourites_count": number % 7777, "statuses_count": number % 8888,
        "created_at": "Mon Nov 29 21:18:15 +0000 2010", "utc_offset": None, "time_zone": None, "geo_enabled": False, "lang": None,
        "contributors_enabled": False, "is_translator": False, "profile_background_color": "C0DEED",
        "profile_background_image_url": "http://abs.twimg.com/images/themes/theme1/bg.png",
        "profile_background_image_url_https": "https://abs.twimg.com/images/themes/theme1/bg.png", "profile_background_tile": False,
        "profile_link_color": "1DA1F2", "profile_sidebar_border_color": "C0DEED", "profile_sidebar_fill_color": "DDEEF6",
        "profile_text_color": "333333", "profile_use_background_image": True,
        "profile_image_url": f"http://pbs.twimg.com/profile_images/{number}/{handle}_normal.jpg",
        "profile_image_url_https": f"https://pbs.twimg.com/profile_images/{number}/{handle}_normal.jpg",
        "profile_banner_url": f"https://pbs.twimg.com/profile_banners/{number}/1500000000", "default_profile": True,
        "default_profile_image": False, "following": None, "follow_request_sent": None, "notifications": None,
    }


def original(number):
    """Tweet `number` by itself: it depends on its number alone, so that retweets can be made without remembering it."""
    latin, chinese, sums = SETTING
    chance = random.Random(number * 2_654_435_761 % 2**32)
    is_chinese = chance.random() < 0.33
    if is_chinese:
        text = "".join(words(chance, chinese, sums["chinese"], chance.randint(10, 45)))
    else:
        text = " ".join(words(chance, latin, sums["latin"], chance.randint(5, 28)))
    if chance.random() < 0.25:
        text = f"{chance.choice(NAMES)} {chance.choice(DEEDS)} {text}"
    if chance.random() < 0.04:
        text += " 加微信领取优惠 限时折扣" if is_chinese else " Use code SAMPLE for 50% off, limited time offer, sign up now"
    milliseconds = 1_764_720_000_000 + number * 7_919 % 86_400_000
    tweet_id = (milliseconds - 1_288_834_974_657 << 22) | number % (1 << 22)
    second = milliseconds // 1000 % 86_400
    author = number * 48_271 % 200_003
    url = f"https://t.co/{number:010d}"
    return {
        "created_at": f"Wed Dec 03 {second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d} +0000 2025",
        "id": tweet_id, "id_str": str(tweet_id), "full_text": f"{text} {url}", "truncated": False,
        "display_text_range": [0, len(text)],
        "source": '<a href="https://example.org/sample" rel="nofollow">Sample App for Nothing</a>',
        "in_reply_to_status_id": None, "in_reply_to_status_id_str": None, "in_reply_to_user_id": None,
        "in_reply_to_user_id_str": None, "in_reply_to_screen_name": None, "user": user(author), "geo": None, "coordinates": None,
        "place": None, "contributors": None, "is_quote_status": False, "quote_count": number % 3, "reply_count": number % 5,
        "retweet_count": number % 11, "favorite_count": number * 31 % 1009,
        "entities": {"hashtags": [], "urls": [{"url": url, "expanded_url": f"https://example.org/story/{number}",
                     "display_url": f"example.org/story/{number}", "indices": [len(text) + 1, len(text) + 24]}],
                     "user_mentions": [], "symbols": []},
        "favorited": False, "retweeted": False, "possibly_sensitive": False, "filter_level": "low",
        "lang": "zh" if is_chinese else "en",
    }


def record(number):
    tweet = original(number)
    if number % 3 != 2:
        return tweet
    inner = original(number * 2_654_435_761 % 2**32 % (number or 1) // 3 * 3)
    handle = inner["user"]["screen_name"]
    return tweet | {"full_text": f"RT @{handle}: {inner['full_text']}"[:140] + "…", "retweeted_status": inner}


SETTING = setting()


def main():
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("count", type=int)
    wanted.add_argument("--parts", type=int, default=1)
    wanted.add_argument("--to", type=pathlib.Path, help="folder of the parts; standard output without it")
    wanted = wanted.parse_args()
    if wanted.to is None:
        outputs = [sys.stdout]
    else:
        wanted.to.mkdir(parents=True, exist_ok=True)
        outputs = [open(wanted.to / f"part-{i}.jsonl", "w", encoding="utf-8") for i in range(wanted.parts)]
    for number in range(wanted.count):
        outputs[number % len(outputs)].write(json.dumps(record(number), ensure_ascii=False) + "\n")
    for output in outputs:
        output.flush()


if __name__ == "__main__":
    main()
