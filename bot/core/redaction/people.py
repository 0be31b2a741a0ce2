"""Words by which persons are known: surnames, titles, and how people say their name in eight languages."""

from __future__ import annotations

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖"
    "贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹"
    "申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳穆农司卓"
    "古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑"
    "迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计"
    "索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
)
"""By how many bear them; the later ones are common words too, so they count only where little else fits."""

SURE = frozenset(SURNAMES[:200]) - frozenset(
    "于任方白文向安成高易万石关路平单应包房连金钱车全管和司时计程常党段康江"
)
"""Surnames that are hardly ever the first character of an everyday word."""

_DOUBLE = "欧阳 上官 司马 诸葛 夏侯 司徒 东方 皇甫 尉迟 公孙 慕容 长孙 宇文 令狐 端木 南宫 百里 呼延 轩辕 独孤 阿不 买买 艾力 吐尔 热合 麦麦"
DOUBLE = tuple(_DOUBLE.split())

TITLES = (
    "师傅|经理|老板娘|老板|老細|老细|工头|总监|总(?![共结部体量是额数算计公])|主任|厂长|组长|班长|主管|老师|律师|先生|女士|小姐|太太|阿姨|队长|书记|会计|"
    "院长|店长|科长|部长|局长|所长|村长|镇长|站长|拉长|课长|董事长|董|姐夫|姐|哥|嫂|叔|婶|伯|爷|奶奶|同学|医生|大夫|警官|法官|导演|监理|秘书|助理|领班|领导|工(?![资作人厂地伤会友头程钱具时期种龄号牌业])"
)

GIVEN = "芳红丽燕梅玲华军强伟敏静娟霞秀英兰凤云莲珍翠琴艳娜婷慧丹萍雪琳梦瑶倩莉杰涛勇超鹏辉刚斌峰磊浩宇飞龙波建志俊凯亮健毅鑫宝美月春桂花菊香淑惠琼琪悦佳欣怡莹颖晴蕾薇媛雯"
"""Characters that given names are made of."""

ROLES = (
    "老板|老细|工头|包工头|经理|主管|组长|班长|同事|工友|老乡|朋友|老公|老婆|丈夫|妻子|儿子|女儿|弟弟|哥哥|姐姐|妹妹|爸爸|妈妈|爸|妈|父亲|"
    "母亲|负责人|法人|代表|人事|老总|财务|会计|队长|厂长|店长|主任|律师|中介|领导|介绍人|联系人|房东|男友|女友|男朋友|女朋友|表哥|表弟|堂哥|堂弟|舅舅|叔叔"
)

_UYGHUR = (
    "مەمەت مۇھەممەت ئەخمەت ئابدۇللا ئابدۇرەھمان ئابدۇرېھىم ئابدۇۋەلى ئابدۇكېرىم تۇرسۇن تۇرسۇنجان تۇرسۇنئاي ئايگۈل پاتىگۈل "
    "پاتىمە گۈلنار گۈلنۇر گۈلمىرە گۈلبەھرەم ئالىم ئالىمجان ئەركىن روزى ياسىن ئىمىن قادىر ھەسەن ھۈسەيىن ئىبراھىم ئىسمائىل "
    "يۈسۈپ ئۆمەر ئوسمان ئېلى ئەلى تاھىر زۇلپىقار ئادىل ئەسقەر ئەنۋەر دىلشات دىلنار دىلبەر رەيھان رىزۋانگۈل مەريەم زەينەپ "
    "ئامىنە ھاجىگۈل خەدىچە سەلىمە نۇرگۈل نۇرئەلى ئابلىز ئابلەت ئابلىمىت ئابلىكىم سادىق سەمەت ساۋۇت كېرىم كامىل مۇختەر نىياز "
    "توختى توختىگۈل ھاشىم ئىلھام ئىلىيار ئېزىز ۋەلى يالقۇن شىرئەلى قاسىم كەنجى موللا باقى سىدىق"
)
UYGHUR_NAMES = tuple(_UYGHUR.split())

BURMESE_BEFORE = ("ဦး", "ဒေါ်", "ကို", "မောင်")

_FOREIGN = """nguyen tran pham hoang huynh phan vu vo dang bui ngo duong ly nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ
    ngô dương lý dinh đinh truong trương budi siti agus wati dewi sri rina yuni ahmad muhammad putri putra joko slamet sutrisno
    susanto wahyudi santoso hidayat rahmat nur fitri ani yanti juan maria jose santos reyes cruz bautista garcia mendoza
    jhon john mark joy jenny rowena marites grace angel michelle michael david peter mary anna rosa ramos dela delacruz
    aung zaw htet thant win hlaing myint khin wai phyo moe thida nilar kyaw tun maung wang zhang chen zhao zhou huang
    mehmet ahmet tursun gulnar aygul abdulla"""
FOREIGN_NAMES = frozenset(_FOREIGN.split())
"""Given and family names in Latin letters that count wherever they stand with a capital."""

SAID_BEFORE = (
    r"(?:my (?:full )?name(?: is|'s)?|name ?:|call me|i am called|this is|i am|i'm|im|myself"
    r"|t[êe]n (?:t[ôo]i|em|m[ìi]nh|ch[áa]u|anh|ch[ịi])?(?: l[àa])?|(?:t[ôo]i|em|m[ìi]nh) t[êe]n(?: l[àa])?|(?:t[ôo]i|em) l[àa]|h[ọo] t[êe]n"
    r"|nama (?:saya|aku|ku|lengkap)?(?: adalah)?|perkenalkan|saya bernama|panggil (?:saya|aku)|saya|aku"
    r"|ako (?:po )?(?:si|ay si)|ang pangalan ko(?: ay)?|pangalan ko(?: ay| po)?|tawag sa akin|si|sina|ni|nina|kay|kina"
    r"|wo jiao|wo shi|ming zi(?: jiao)?)"
)
"""What stands before one's own name, or before any name (Filipino si, ni, kay)."""

TITLES_BEFORE = (
    r"(?:mr|mrs|ms|miss|sir|madam|boss|manager|supervisor|leader|foreman|agent|teacher|lawyer|doctor|uncle|aunt(?:ie)?|brother|sister|friend"
    r"|anh|ch[ịi]|[ôo]ng|b[àa]|c[ôo]|ch[úu]|b[áa]c|s[ếe]p|qu[ảa]n l[ýy]|ch[ủu]"
    r"|pak|bapak|bu|ibu|mas|mbak|bang|kak|om|tante|bos|majikan|mandor|agen|teman"
    r"|kuya|ate|aling|mang|amo|manedyer|kaibigan|bisor)"
)
"""Words before a name with a capital."""
